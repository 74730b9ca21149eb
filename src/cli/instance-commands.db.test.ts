import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'lishun-instance-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { DATABASE_URL: _unused, ...environment } = process.env;
const run = (...words: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'lishun.ts'), ...words, '--json'], { encoding: 'utf8', env: { ...environment, LISHUN_DATA: join(folder, 'data') } });
  return { status, stderr, said: (stdout === '' ? null : JSON.parse(stdout)) as unknown };
};

describe('an instance without a running server', () => {
  it('gets its three administrators once, each with a password of its own', () => {
    const { status, said } = run('admin', 'create-account');
    const { accounts } = said as { accounts: { userName: string; roles: string[]; password: string }[] };
    expect(status).toBe(0);
    expect(accounts.map((account) => account.roles)).toEqual([['SYSTEM_ADMIN'], ['SECURITY_ADMIN'], ['AUDIT_ADMIN']]);
    expect(new Set(accounts.map((account) => account.password)).size).toBe(3);
    const again = run('admin', 'create-account');
    expect([again.status, again.said]).toEqual([1, null]);
    expect(again.stderr).toContain('command.administrator-exists');
  });

  it('takes a table of appeals in and says which rows it refused', () => {
    const table = join(folder, 'appeals.csv');
    writeFileSync(table, 'title,text\n路灯不亮,人民路路灯连续三天不亮请尽快维修\n空,\n');
    expect(run('import', 'appeals', table)).toMatchObject({ status: 0, said: { accepted: 1, refused: 1, rows: [{ row: 3, code: 'appeals.row-no-text' }] } });
    expect((run('export', 'appeals').said as { items: { title: string }[] }).items.map((appeal) => appeal.title)).toEqual(['路灯不亮']);
  });

  it('says of a dispatch card it does not know that it is not there, and cannot recompute nothing', () => {
    const unknown = '00000000-0000-7000-8000-000000000001';
    expect(run('replay', unknown, 'nonsense')).toMatchObject({ status: 1, said: { same: 0, refused: 2, cards: [{ dispatchCardId: unknown, code: 'common.not-found' }, { code: 'common.invalid-input' }] } });
    expect(run('replay').status).toBe(2);
  });

  it('takes papers in as one import, and says of each that stayed out why', () => {
    const [law, empty] = [join(folder, 'law.txt'), join(folder, 'empty.txt')];
    writeFileSync(law, '夜市管理办法\n第一条 区城市管理部门负责夜市的监督管理。\n');
    writeFileSync(empty, ' ');
    expect(run('import', 'documents', law, empty, join(folder, 'missing.txt'), '--kind', 'LAW')).toMatchObject({ status: 0, said: { accepted: 1, refused: 2, rows: [{ row: 2, code: 'registry.empty' }, { row: 3, code: 'command.no-file' }] } });
    expect((run('export', 'documents').said as { items: { title: string }[] }).items.map(({ title }) => title)).toEqual(['夜市管理办法']);
  });

  it('refuses what the named account may not do', () => {
    expect(run('export', 'appeals', '--as', 'system-admin')).toMatchObject({ status: 1, said: null, stderr: expect.stringContaining('common.forbidden') as unknown });
  });

  it('exports a journal that is checked without it', () => {
    const journal = join(folder, 'journal.jsonl');
    expect(run('export', 'journal', '--output', journal).status).toBe(0);
    expect(run('verify', journal)).toMatchObject({ status: 0, said: { valid: true, faults: [] } });
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('system-admin', 'somebody-else'));
    expect(run('verify', journal)).toMatchObject({ status: 1, said: { valid: false } });
    expect(run('journal', 'verify')).toMatchObject({ status: 0, said: { valid: true } });
  });
});
