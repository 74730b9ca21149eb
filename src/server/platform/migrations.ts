import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { alone } from './instance-lock.ts';

const folder = join(import.meta.dirname, '../../../database/migrations');

/**
 * Brings the database to the newest numbered migration. Forward only; a migration that has changed since it was applied is an error,
 * since the database and the files would then tell two stories.
 */
export const migrate = (pool: pg.Pool): Promise<string[]> => alone(pool, 'migration', applyNew);

async function applyNew(client: pg.PoolClient): Promise<string[]> {
  const applied: string[] = [];
  await client.query('create table if not exists public.migration (name text primary key, hash text not null, applied_at timestamptz not null default now())');
  const done = new Map((await client.query<{ name: string; hash: string }>('select name, hash from public.migration')).rows.map((row) => [row.name, row.hash]));
  for (const name of (await readdir(folder)).filter((file) => /^\d{4}-.*\.sql$/.test(file)).sort()) {
    const sqlText = await readFile(join(folder, name), 'utf8');
    const hash = createHash('sha256').update(sqlText).digest('hex');
    const known = done.get(name);
    if (known === hash) continue;
    if (known !== undefined) throw new Error(`数据库迁移文件 ${name} 在应用后被改动；请恢复原文件，改动另写新的迁移。`);
    await client.query('begin');
    try {
      await client.query(sqlText);
      await client.query('insert into public.migration (name, hash) values ($1, $2)', [name, hash]);
      await client.query('commit');
    } catch (fault) {
      await client.query('rollback');
      throw fault;
    }
    applied.push(name);
  }
  return applied;
}
