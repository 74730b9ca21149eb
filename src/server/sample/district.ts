import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { formationSchema } from '../../core/division/model.ts';
import { daySchema } from '../../core/kernel/time.ts';
import { departmentKindSchema, documentKindSchema } from '../../core/registry/model.ts';
import { root } from '../platform/version.ts';

export const sampleFolder = join(root, 'sample');

const alias = z.object({ name: z.string(), from: daySchema.optional(), to: daySchema.optional() });

const departmentFile = z.object({
  district: z.object({ code: z.string(), name: z.string(), shortName: z.string(), city: z.string() }),
  departments: z.array(z.object({ code: z.string(), name: z.string(), shortName: z.string(), kind: departmentKindSchema, aliases: z.array(alias).default([]), secondaryNames: z.array(z.string()).default([]), superior: z.string().optional(), established: daySchema })),
  abolished: z.array(z.object({ code: z.string(), name: z.string(), kind: departmentKindSchema, aliases: z.array(alias).default([]), validFrom: daySchema, validTo: daySchema, basis: z.string(), successors: z.array(z.object({ department: z.string(), scope: z.string().optional() })) })),
});

const matterFile = z.object({
  matters: z.array(z.object({ code: z.string(), kind: z.enum(['CLASS', 'MATTER']), parent: z.string().optional(), name: z.string(), description: z.string().default(''), includes: z.array(z.string()).default([]), excludes: z.array(z.string()).default([]), keywords: z.array(z.string()).default([]) })),
});

const paperFile = z.object({
  papers: z.array(z.object({ code: z.string(), title: z.string(), documentNumber: z.string().nullish(), rank: documentKindSchema, validFrom: daySchema, validTo: daySchema.nullable(), department: z.string().optional(), clauses: z.array(z.object({ article: z.string(), text: z.string() })) })),
});

const entryFile = z.object({
  entries: z.array(z.object({
    number: z.string(), matter: z.string(), title: z.string(),
    boundary: z.object({ includes: z.array(z.string()).default([]), excludes: z.array(z.string()).default([]), scope: z.string().default(''), stage: z.string().default('') }),
    trigger: z.string().default(''), lead: z.string(), responsible: z.array(z.object({ department: z.string(), task: z.string() })).default([]),
    townshipShare: z.string().default(''), fallback: z.string().nullish(),
    bases: z.array(z.object({ paper: z.string(), article: z.string(), rank: documentKindSchema, text: z.string() })),
    handOver: z.string().default(''), limitWorkingDays: z.number().nullish(), formedBy: formationSchema,
    decision: z.object({ body: z.string(), meeting: z.string().default(''), on: daySchema, documentNumber: z.string().default('') }),
    validFrom: daySchema, validTo: daySchema.nullable(), reviewOn: daySchema.nullish(), replaces: z.string().optional(),
  })),
});

const read = (name: string): unknown => parse(readFileSync(join(sampleFolder, name), 'utf8'));

/** The sample district as its files say it; a ZodError names the field that is wrong. */
export function readSampleDistrict() {
  return {
    ...departmentFile.parse(read('departments.yaml')),
    ...matterFile.parse(read('matters.yaml')),
    ...paperFile.parse(read('papers.yaml')),
    ...entryFile.parse(read('division-entries.yaml')),
  };
}

export type SampleDistrict = ReturnType<typeof readSampleDistrict>;
