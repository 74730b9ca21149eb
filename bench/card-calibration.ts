import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { NO_CONDITIONS } from '../src/core/dispatch/conditions.ts';
import { gatherEvidence } from '../src/core/dispatch/evidence.ts';
import { computeCutOffs, findCosts } from '../src/core/dispatch/costs.ts';
import { computePromise } from '../src/core/dispatch/prediction-set.ts';
import { trainModel } from '../src/core/dispatch/model-training.ts';
import type { KnownPrecedent } from '../src/core/dispatch/model.ts';
import { prepareKnowledge, type PreparedKnowledge } from '../src/core/dispatch/prepared.ts';
import { computePredictionSet, computeRanking, type Candidate } from '../src/core/dispatch/ranking.ts';
import { computeScores, type Answer, type Scores } from '../src/core/dispatch/scoring.ts';
import { systemActor } from '../src/core/access/model.ts';
import { loadGuardRules } from '../src/server/dispatch/guard-rules.ts';
import { loadUsualCosts } from '../src/server/dispatch/health-parameters.ts';
import { listWords } from '../src/server/dispatch/knowledge.ts';
import { listKnownClauses, listKnownDepartments, listKnownMatters } from '../src/server/dispatch/knowledge-queries.ts';
import { listPrecedents } from '../src/server/dispatch/precedent-queries.ts';
import { makeSegmenter } from '../src/server/dispatch/segmenter.ts';
import { dutiesOf } from '../src/server/dispatch/training-material.ts';
import { rounded, type Figure } from './figure.ts';
import { openSystem } from '../src/server/main.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { systemClock } from '../src/server/platform/clock.ts';
import { openStorage } from '../src/server/platform/storage.ts';
import { loadHeirs } from '../src/server/registry/heirs.ts';
import { sampleOperations } from '../src/server/sample/load.ts';

const HELD_OUT = 0.2;

/** Orders of the sample, oldest first; what the registry says; the newest fifth is answered by what was known before it. */
async function readSample() {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lishun-calibration-'));
  const log = pino({ level: 'silent' });
  const storage = await openStorage(readConfig({ LISHUN_DATA: dataDirectory, LISHUN_LOG: 'silent' }), log);
  try {
    const system = await openSystem({ database: storage.database, clock: systemClock, log, jurisdictionCode: 'demo' });
    await system.pipe.act(systemActor, sampleOperations.load, {});
    const [db, jurisdictionId, at] = [storage.database.reading, system.jurisdictionId, systemClock.now()];
    const heirOf = await loadHeirs(db, jurisdictionId, at);
    const read = {
      departments: await listKnownDepartments(db, jurisdictionId, at), matters: await listKnownMatters(db, jurisdictionId, at), clauses: await listKnownClauses(db, jurisdictionId, at, heirOf),
      precedents: await listPrecedents(db, jurisdictionId, { after: 0, upTo: Number.MAX_SAFE_INTEGER }, heirOf),
    };
    await system.close();
    return read;
  } finally {
    await storage.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

function answerAll(prepared: PreparedKnowledge, heldOut: readonly KnownPrecedent[], cutOff: number, promised: number): Scores {
  const label = ({ department }: Candidate): string => department.departmentId;
  const answers: Answer[] = heldOut.map(({ title, text, departmentId }) => {
    const ranking = computeRanking(prepared, gatherEvidence(prepared, title === '' ? { text } : { title, text }), `${title}\n${text}`);
    return { truth: departmentId, ranking: ranking.map((one) => ({ label: label(one), probability: one.probability })), set: computePredictionSet(ranking, cutOff).map(label) };
  });
  return computeScores(answers, prepared.departments.size, promised);
}

/** How the ranking of the card does on the newest fifth of the sample's orders. */
export async function measureCardCalibration(): Promise<Figure> {
  const { departments, matters, clauses, precedents } = await readSample();
  const known = precedents.slice(0, Math.floor(precedents.length * (1 - HELD_OUT)));
  const heldOut = precedents.slice(known.length);
  const segment = makeSegmenter(listWords(departments, matters));
  const departmentModel = trainModel({ rows: known.map(({ title, text, departmentId }) => ({ title, text, label: departmentId })), inTime: true, duties: dutiesOf(departments, clauses), segment, seed: 1 });
  const knowledge = { versions: { model: 'bench', entries: '', registry: '' }, departments, matters, clauses, entries: [], disputes: [], precedents: known, guard: loadGuardRules(), conditions: NO_CONDITIONS, costs: loadUsualCosts() };
  const cutOff = computeCutOffs(findCosts(knowledge.costs, systemClock.now())).dispatch;
  const promised = rounded(computePromise(departmentModel.calibration.before, cutOff) ?? 0, 4);
  const { n, accuracy, top3, ece, sets } = answerAll(prepareKnowledge({ knowledge, departmentModel, matterModel: null, segment }), heldOut, cutOff, promised);
  const note = `accuracy ${accuracy}, first three ${top3}, sets up to ${cutOff} kept ${sets.kept} of ${promised} with ${rounded(sets.meanSize, 2)} departments; learned from ${known.length} older orders`;
  return { name: 'card-calibration', unit: 'calibration error', value: rounded(ece, 4), baseline: null, ratio: null, n, median: rounded(ece, 4), p50: null, p99: null, note };
}
