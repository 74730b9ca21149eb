import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import type { Actor } from '../../src/core/access/model.ts';
import type { Id } from '../../src/core/kernel/ids.ts';
import type { DocumentImportId } from '../../src/core/registry/import-model.ts';
import { dispatchOperations as dispatch } from '../../src/core/dispatch/operations.ts';
import { registryOperations as registry } from '../../src/core/registry/operations.ts';
import { openSystem } from '../../src/server/main.ts';
import { systemClock } from '../../src/server/platform/clock.ts';
import { openDatabase } from '../../src/server/platform/database.ts';

/** The program in a process of its own, so that it can be killed. Takes the database as JSON, and orders line by line: `import COUNT CLAUSES`, `confirm ID`, `train`. */
const office: Actor = { accountId: randomUUID() as Id<'account'>, name: 'office', roles: ['ESTABLISHMENT_OFFICER'], departmentId: null };
const admin: Actor = { ...office, name: 'admin', roles: ['SYSTEM_ADMIN'] };
const database = openDatabase({ ...(JSON.parse(process.argv[2] ?? '{}') as { host: string; port: number; user: string; database: string }), poolSize: 6 });
const system = await openSystem({ database, clock: systemClock, log: pino({ level: 'silent' }), jurisdictionCode: 'test' });
await system.start();

const paper = (index: number, clauses: number): string => `第${index}号设施管理办法\n${Array.from({ length: clauses }, (_, at) => `第${at + 1}条 区城管局负责第${index}类第${at + 1}种设施的监督管理。`).join('\n')}\n`;

async function importPapers(count: number, clauses: number): Promise<void> {
  const { documentImportId } = await system.pipe.act(office, registry.startDocumentImport, {}) as { documentImportId: DocumentImportId };
  process.stdout.write(`${documentImportId}\n`);
  for (let index = 1; index <= count; index += 1) await system.pipe.act(office, registry.addImportFile, { documentImportId, kind: 'LAW', text: paper(index, clauses), validFrom: '2024-01-01' });
}

for await (const line of createInterface({ input: process.stdin })) {
  const [order, first = '', second = ''] = line.split(' ');
  if (order === 'import') await importPapers(Number(first), Number(second));
  if (order === 'train') await system.pipe.act(admin, dispatch.startTraining, {});
  if (order === 'confirm') await system.pipe.act(office, registry.confirmReadyFiles, { documentImportId: first });
}
