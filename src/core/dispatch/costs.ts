import { z } from 'zod';
import type { Instant } from '../kernel/time.ts';
import { instantSchema, toInstant } from '../kernel/time.ts';

/** What errors and a person's attention cost, all in minutes of work, so that no price of an hour has to be agreed on. */
export const costsSchema = z.object({
  /** All that a wrong first dispatch takes: return, ruling, second dispatch, explaining the delay. */
  wrongDispatchMinutes: z.number().positive().max(100_000),
  /** Reading a card and confirming it. */
  confirmationMinutes: z.number().positive().max(10_000),
  /** Consulting the departments that may be meant before dispatch. */
  consultationMinutes: z.number().positive().max(10_000),
  /** Share of wrong suggestions that the person who confirms notices, above 0 to 1. */
  noticedShare: z.number().positive().max(1),
});
export type Costs = z.infer<typeof costsSchema>;

const told = z.object({ value: z.number(), source: z.string().min(1), reason: z.string().min(1) });

/** `parameters/dispatch-costs.yaml`: every version, each number with its source and its reason. */
export const dispatchCostsSchema = z.object({
  versions: z
    .array(z.object({ v: z.number().int(), on: z.iso.date(), wrongDispatchMinutes: told, confirmationMinutes: told, consultationMinutes: told, noticedShare: told }))
    .min(1),
});
export type DispatchCosts = z.infer<typeof dispatchCostsSchema>;

/** A version and the day from which it holds. */
export const costVersionSchema = costsSchema.extend({ v: z.number().int(), validFrom: instantSchema, source: z.string(), reason: z.string() });
export type CostVersion = Readonly<z.infer<typeof costVersionSchema>>;

/** The versions of the file, as those that a district sets itself are kept: under numbers of their own, below zero, so that the district's come after them. */
export function listUsualCosts({ versions }: DispatchCosts): CostVersion[] {
  return versions.map(({ v, on, ...numbers }) => {
    const all = Object.values(numbers);
    return {
      v: v - 1_000, validFrom: toInstant(on),
      wrongDispatchMinutes: numbers.wrongDispatchMinutes.value, confirmationMinutes: numbers.confirmationMinutes.value,
      consultationMinutes: numbers.consultationMinutes.value, noticedShare: numbers.noticedShare.value,
      source: [...new Set(all.map(({ source }) => source))].join('；'), reason: all.map(({ reason }) => reason).join('；'),
    };
  });
}

/** The version in force: of those that have begun the newest, a district's own before the usual ones; before any has begun, the first. */
export function findCosts(versions: readonly CostVersion[], at: Instant): CostVersion {
  const inOrder = versions.toSorted((a, b) => (Number(a.v > 0) - Number(b.v > 0)) || (a.validFrom === b.validFrom ? a.v - b.v : a.validFrom < b.validFrom ? -1 : 1));
  return inOrder.findLast(({ validFrom }) => validFrom <= at) ?? (inOrder[0] as CostVersion);
}

export interface CutOffs {
  /** From this probability on it is cheaper to let the system confirm than to have a person look. */
  readonly automatic: number;
  /** From this probability on it is cheaper to dispatch than to consult first. */
  readonly dispatch: number;
}

/** What is as likely wrong as right is never left to the system, whatever a minute costs. */
const LEAST_AUTOMATIC = 0.5;

const toTenThousandth = (share: number): number => Math.round(share * 10_000) / 10_000;

/**
 * Where the cost is least, for probabilities that mean what they say. Confirming without a person saves the minutes of the look and lets
 * pass what the person would have noticed; dispatching without a consultation saves its minutes and lets pass every error.
 */
export const computeCutOffs = ({ wrongDispatchMinutes, confirmationMinutes, consultationMinutes, noticedShare }: Costs): CutOffs => ({
  automatic: toTenThousandth(Math.max(LEAST_AUTOMATIC, 1 - confirmationMinutes / (noticedShare * wrongDispatchMinutes))),
  dispatch: toTenThousandth(Math.max(0, 1 - consultationMinutes / wrongDispatchMinutes)),
});
