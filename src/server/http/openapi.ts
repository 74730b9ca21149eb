import { z } from 'zod';
import { pathFields, downloadSchema, type Operation } from '../../core/kernel/operation.ts';

type Json = Record<string, unknown>;

/** JSON Schema of what is handed in or answered; what JSON cannot carry (a file) is described beside it. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  return shape;
};

const problem = {
  description: 'Refused: the code says why, `remedy` what would make it pass (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function describeBody(operation: Operation, fields: Json, required: readonly string[]): Json | undefined {
  if (operation.method === 'GET' || Object.keys(fields).length === 0) return undefined;
  const properties = operation.file === undefined ? fields : { ...fields, [operation.file]: { type: 'string', format: 'binary' } };
  const schema = { type: 'object', properties, required };
  return { required: true, content: { [operation.file === undefined ? 'application/json' : 'multipart/form-data']: { schema } } };
}

function describe(operation: Operation): Json {
  const input = schemaOf(operation.input, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const inPath = pathFields(operation.path);
  const all = Object.entries(input.properties ?? {});
  const rest = Object.fromEntries(all.filter(([name]) => !inPath.includes(name)));
  const required = (input.required ?? []).filter((name) => !inPath.includes(name));
  const query = operation.method === 'GET' ? Object.entries(rest).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema })) : [];
  const key = operation.effect === 'change' ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }] : [];
  const body = describeBody(operation, rest, required);
  const answer = operation.result === (downloadSchema as z.ZodType)
    ? { description: 'The file', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
    : { description: operation.title.en, content: { 'application/json': { schema: schemaOf(operation.result, 'output') } } };
  return {
    operationId: operation.name,
    summary: `${operation.title.zh} ${operation.title.en}`,
    tags: [operation.name.split('.')[0]],
    'x-permission': operation.permission,
    'x-refuses': operation.refuses,
    parameters: [...inPath.map((name) => ({ name, in: 'path', required: true, schema: input.properties?.[name] ?? { type: 'string' } })), ...query, ...key],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { '200': answer, default: problem },
    security: operation.permission === 'public' ? [] : [{ session: [] }, { bearer: [] }],
  };
}

/** The whole API as OpenAPI 3.1, read off the operations. */
export function describeApi(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Lishun 理顺', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'lishun_session' }, bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['title', 'status', 'code', 'detail'],
          properties: {
            type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' }, remedy: { type: 'string' },
            places: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, text: { type: 'string' } } } },
            data: { type: 'object' }, incident: { type: 'string', format: 'uuid' },
          },
        },
      },
    },
  };
}
