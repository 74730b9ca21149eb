import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { departmentKnowledgeSchema, type DepartmentKnowledge } from '../../core/dispatch/department-knowledge.ts';

const TABLE = new URL('../../../parameters/department-knowledge.yaml', import.meta.url);

/** What kinds of departments usually answer for, from `parameters/department-knowledge.yaml`; throws when the file is not in its shape. */
export const loadDepartmentKnowledge = (): DepartmentKnowledge => departmentKnowledgeSchema.parse(parse(readFileSync(TABLE, 'utf8')));
