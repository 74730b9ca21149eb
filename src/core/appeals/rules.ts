import type { Actor, DepartmentId } from '../access/model.ts';
import { departmentRoles } from '../access/model.ts';
import { describeInstant, type Instant } from '../kernel/time.ts';
import { refuseAppeals } from './refusals.ts';

/** The moment an appeal counts as received. Refuses one that lies in the future. */
export function decideReceivedAt(given: Instant | undefined, at: Instant): Instant {
  if (given !== undefined && given > at) throw refuseAppeals('appeals.received-in-future', { receivedAt: describeInstant(given) });
  return given ?? at;
}

const TITLE_LENGTH = 60;

/** The title given, else the first sentence of the text, cut where it is long. */
export function computeTitle(title: string, text: string): string {
  if (title !== '') return title;
  const first = text.split(/[。！？；!?;\n]/).map((sentence) => sentence.trim()).find((sentence) => sentence !== '') ?? text;
  return first.length > TITLE_LENGTH ? `${first.slice(0, TITLE_LENGTH - 1)}…` : first;
}

const NO_DEPARTMENT = '00000000-0000-0000-0000-000000000000' as DepartmentId;

/** Whether somebody acts for a department alone, and so sees no appeals and orders but its own. */
export const isDepartmental = (roles: Actor['roles']): boolean => roles.length > 0 && roles.every((role) => (departmentRoles as readonly string[]).includes(role));

/** The one department whose appeals and orders somebody sees; nothing when the actor sees all of them. */
export const computeSight = (actor: Actor): DepartmentId | null => (isDepartmental(actor.roles) ? (actor.departmentId ?? NO_DEPARTMENT) : null);

/** Refuses `appeals.not-yours` to a department that neither has nor had the order. */
export function decideSight(actor: Actor, handledBy: readonly string[]): void {
  const sight = computeSight(actor);
  if (sight !== null && !handledBy.includes(sight)) throw refuseAppeals('appeals.not-yours');
}

/** Refuses to show a department who asked for confidentiality. */
export function decideUnmasking(actor: Actor, confidential: boolean): void {
  if (confidential && computeSight(actor) !== null) throw refuseAppeals('appeals.confidential');
}
