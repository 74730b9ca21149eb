import { describe, expect, test } from 'vitest';
import { permissions } from '../../src/core/access/permissions.ts';
import { allOperations, operationsByModule } from '../../src/core/catalogue.ts';
import { pathFields, type Operation } from '../../src/core/kernel/operation.ts';
import { readFiles } from '../support/source-files.ts';

const named = (wanted: (operation: Operation) => boolean) => allOperations.filter(wanted).map(({ name }) => name);
const fieldsOf = (operation: Operation) => Object.keys(operation.input.shape);
const twice = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe('the table of operations', () => {
  test('each asks for a permission that exists', () => {
    expect(named(({ permission }) => permission !== 'public' && permission !== 'signed-in' && !(permission in permissions))).toEqual([]);
  });

  test('every permission is asked for by an operation, a rule or a screen', async () => {
    const sources = await readFiles((path) => path.startsWith('src/') && path !== 'src/core/access/permissions.ts');
    expect(Object.keys(permissions).filter((permission) => !sources.some(({ text }) => text.includes(`'${permission}'`)))).toEqual([]);
  });

  test('each field of a path is a field of the input', () => {
    expect(named((operation) => pathFields(operation.path).some((field) => !fieldsOf(operation).includes(field)))).toEqual([]);
  });

  test('files and secrets are fields of the input', () => {
    expect(named((operation) => [...(operation.secret ?? []), ...(operation.file === undefined ? [] : [operation.file])].some((field) => !fieldsOf(operation).includes(field)))).toEqual([]);
  });

  test('a GET changes nothing, a PUT or DELETE changes something', () => {
    expect(named(({ method, effect }) => (method === 'GET' && effect !== 'read') || ((method === 'PUT' || method === 'DELETE') && effect !== 'change'))).toEqual([]);
  });

  test('no two share a name or an address', () => {
    expect(twice(allOperations.map(({ name }) => name))).toEqual([]);
    expect(twice(allOperations.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`))).toEqual([]);
  });

  test('each is named after its module and its key', () => {
    const wrong = Object.entries(operationsByModule).flatMap(([module, operations]) => Object.entries(operations as Record<string, Operation>).filter(([key, { name }]) => name !== `${module}.${key}`).map(([, { name }]) => name));
    expect(wrong).toEqual([]);
  });

  test('a change of a record that somebody saw refuses a stale version', () => {
    expect(named((operation) => fieldsOf(operation).includes('version') && !operation.refuses.includes('common.stale'))).toEqual([]);
  });
});
