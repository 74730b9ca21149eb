import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { appealTypeSchema } from '../../core/appeals/model.ts';

export const placeKinds = [
  'ROAD', 'ESTATE', 'OLD_COURT', 'COMMUNITY', 'VILLAGE', 'SCHOOL', 'MIDDLE_SCHOOL', 'KINDERGARTEN', 'VOCATIONAL_SCHOOL', 'MARKET', 'MALL', 'PARK', 'RIVER', 'RESERVOIR',
  'HOSPITAL', 'STATION', 'SITE', 'COMPANY', 'FACTORY', 'PLAY_VENUE', 'HOMESTAY', 'GYM', 'SALON', 'TRAINING', 'CHILDCARE', 'DRIVING_SCHOOL',
] as const;
const placeKindSchema = z.enum(placeKinds);
export type PlaceKind = z.infer<typeof placeKindSchema>;

/** Stands for the township of the place where it happened; replaced by its code in a generated appeal. */
export const LOCAL_TOWNSHIP = '@township';

const codeSchema = z.string().regex(/^(@township|[a-z0-9][a-z0-9.-]*)$/);
const textSchema = z.string().trim().min(1);

/** One thing that happened, told in several voices. Slots in braces are filled by the generator. */
const situationSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Code of `sample/matters.yaml`; null where no matter of the district covers it. */
  matter: z.string().nullable(),
  lead: codeSchema,
  responsible: z.array(codeSchema).default([]),
  /** Departments it is often wrongly sent to, the likeliest first. */
  confusable: z.array(codeSchema).default([]),
  type: appealTypeSchema,
  placeKind: placeKindSchema,
  titles: z.array(textSchema).min(1).max(3),
  texts: z.array(textSchema).min(2).max(4),
  /** Months (1–12) in which it is reported far more often. */
  season: z.array(z.number().int().min(1).max(12)).optional(),
  /** The first day on which anybody reported it: for kinds that are new. */
  since: z.iso.date().optional(),
  weight: z.number().positive().default(1),
  /** Two or more departments truly disagree about it. */
  disputed: z.literal(true).optional(),
  ownerless: z.literal(true).optional(),
  /** Belongs to court, arbitration, review or discipline: explained, not handled. */
  statutoryRoute: z.literal(true).optional(),
  complainedParty: codeSchema.optional(),
  reply: textSchema,
});
export type Situation = z.infer<typeof situationSchema>;

const situationFileSchema = z.strictObject({ situations: z.array(situationSchema) });

const placeFileSchema = z.strictObject({
  places: z.record(z.string(), z.partialRecord(placeKindSchema, z.array(textSchema).min(1))),
});

export interface Place {
  readonly name: string;
  readonly kind: PlaceKind;
  /** Code of the township it lies in. */
  readonly township: string;
}

/** What a department says it, and not the sender's choice, is responsible for: quoted when an appeal is returned. */
const claimFileSchema = z.strictObject({ claims: z.record(codeSchema, z.array(textSchema).min(1)) });
export type Claims = z.infer<typeof claimFileSchema>['claims'];

/** Reads one file of `sample/situations`; a ZodError names the field that is wrong. */
const parseSituations = (yaml: string): Situation[] => situationFileSchema.parse(parse(yaml)).situations;

const parseClaims = (yaml: string): Claims => claimFileSchema.parse(parse(yaml)).claims;

function parsePlaces(yaml: string): Place[] {
  const { places } = placeFileSchema.parse(parse(yaml));
  return Object.entries(places).flatMap(([township, kinds]) =>
    placeKinds.flatMap((kind) => (kinds[kind] ?? []).map((name) => ({ name, kind, township }))));
}

export interface AppealSample {
  readonly situations: readonly Situation[];
  readonly places: readonly Place[];
  readonly claims: Claims;
}

/** Reads `places.yaml`, `return-claims.yaml` and every file of `situations/` below the sample folder, in the order of their names. */
export function readAppealSample(folder: string): AppealSample {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const files = readdirSync(join(folder, 'situations')).filter((name) => name.endsWith('.yaml')).sort();
  return {
    situations: files.flatMap((name) => parseSituations(read(join('situations', name)))),
    places: parsePlaces(read('places.yaml')),
    claims: parseClaims(read('return-claims.yaml')),
  };
}
