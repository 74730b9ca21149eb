import { listUsualDuties, type Duty } from '../core/dispatch/department-knowledge.ts';
import type { TrainedModel } from '../core/dispatch/linear-model.ts';
import { trainModel, type TrainingRow } from '../core/dispatch/model-training.ts';
import type { Segment } from '../core/dispatch/model.ts';
import { loadDepartmentKnowledge } from '../server/dispatch/department-knowledge.ts';

export interface Learning {
  readonly rows: readonly TrainingRow[];
  readonly heldOut: readonly TrainingRow[];
  readonly duties: readonly Duty[];
  readonly segment: Segment;
  readonly seed: number;
  readonly onProgress: (share: number) => void;
}

/** Learns as the server does: from the rows, the duty texts given, and what departments of such names usually answer for. */
export function learn({ duties, ...input }: Learning): TrainedModel {
  const labels = [...new Set([...input.rows.map((row) => row.label), ...duties.map((duty) => duty.label)])];
  const usual = listUsualDuties(labels.map((label) => ({ label, name: label })), loadDepartmentKnowledge());
  return trainModel({ ...input, duties: [...duties, ...usual] });
}
