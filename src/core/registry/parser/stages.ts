import type { StageBoundary } from './model.ts';

const WITHIN = /([^，。；]{2,24}?环节)(?!前|后|到|至|之)/gu;
const ENTERING = /(?:从([^，。；]{1,30}?)到)?(进入[^，。；]{2,40}?)(?:之|以)?(前|后)(?=[，的由]|负责|$)/gu;
/** “移交前，由X…”, “出厂前由X…”: a stage only where an owner follows. */
const BEFORE_OWNER = /^([^，。；]{2,40}?)(?:之|以)?(前|后)(?=由|$)/u;
const NO_STAGE = /(?:最|今|事|先|其|会|此|日|年|月|午)$/u;
const RANGE = /^(.{2,30}?)后[至到](.{2,30})$/u;

/** Most segments hold none: a cheap look saves the costly patterns. */
const MAY_HOLD = /[前后]|环节/u;

const PENDING = '';

const sideOf = (word: string | undefined): 'BEFORE' | 'AFTER' => (word === '前' ? 'BEFORE' : 'AFTER');

/** The subject and its verb stand before the stage: “区X局负责危险化学品生产环节”. */
const bare = (stage: string): string => stage.replace(/^.*(?:负责|承担|开展|加强|监督管理|对于?|在|及其)/u, '').replace(/^[和及与、]/u, '');

/**
 * Stage boundaries of one segment (procedures 5.3 `boundary`). `next` are the characters behind it; a stage that stands before its owner
 * (“…后，由X负责”) is pending until `settleOwners` hears of the owner.
 */
export function readStages(segment: string, next: string, leader: string | null, subject: string): StageBoundary[] {
  if (!MAY_HOLD.test(segment)) return [];
  const owner = leader ?? (/^(?:，由|，区|，市|，县|$)/u.test(next) ? PENDING : subject);
  const entering = [...segment.matchAll(ENTERING)].flatMap((match) => parts(match[2] ?? '', match[3], owner));
  if (entering.length > 0) return entering;
  const before = readBefore(segment, next, owner);
  return before.length > 0 ? before : [...segment.matchAll(WITHIN)].map((match) => ({ stage: bare(match[1] ?? ''), side: 'WITHIN', owner }) as const).filter((line) => line.stage.length >= 4);
}

function readBefore(segment: string, next: string, owner: string): StageBoundary[] {
  const before = BEFORE_OWNER.exec(segment);
  const hasOwner = segment.includes('由') || next === '，由';
  return before !== null && hasOwner && !NO_STAGE.test(before[1] ?? '') ? parts(before[1] ?? '', before[2], owner) : [];
}

function parts(stage: string, side: string | undefined, owner: string): StageBoundary[] {
  const range = RANGE.exec(stage);
  if (range === null) return [{ stage, side: sideOf(side), owner }];
  return [
    { stage: range[1] ?? '', side: 'AFTER', owner },
    { stage: range[2] ?? '', side: sideOf(side), owner },
  ];
}

/** Gives the pending stages their owner, in place. */
export function settleOwners(boundary: StageBoundary[], owner: string): StageBoundary[] {
  for (const [index, line] of boundary.entries()) if (line.owner === PENDING) boundary[index] = { ...line, owner };
  return boundary;
}
