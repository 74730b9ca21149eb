import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'lishun-command-'));
const paper = join(folder, 'duties.txt');
writeFileSync(paper, '（一）负责市容环境卫生管理工作。\n（二）会同市公安局查處（chǔ）占道經營。\n');

const run = (...words: string[]) => spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'lishun.ts'), ...words], { encoding: 'utf8', env: { ...process.env, LISHUN_DATA: join(folder, 'never-made') } });

describe('lishun', () => {
  it('keeps its code compiled, so that the next start need not', () => {
    expect(run('--version').status).toBe(0);
    expect(readdirSync(join(import.meta.dirname, '../../dist/compiled'), { recursive: true }).length).toBeGreaterThan(100);
  });

  it('prints one JSON document and nothing else when asked, wherever --json stands', () => {
    for (const words of [['parse', paper, '--json'], ['--json', 'parse', paper]]) {
      const { stdout, status } = run(...words);
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ clauses: expect.any(Array) as unknown, notUnderstood: expect.any(Array) as unknown, source: { characters: expect.any(Number) as unknown } });
    }
    expect((JSON.parse(run('normalize', paper, '--json').stdout) as { text: string }).text).toContain('占道经营');
  });

  it('ends with 1 and a reason when something cannot be done', () => {
    const { stdout, stderr, status } = run('parse', join(folder, 'missing.docx'), '--json');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('找不到文件或目录');
  });

  it('ends with 2 when it is used wrongly', () => {
    for (const words of [['nonsense'], ['parse'], ['evaluate', '--test', paper], ['import', 'nothing', paper], ['export', 'secrets']]) expect(run(...words).status).toBe(2);
  });

  it('tells when an appeal is due, and what it knows when it is asked about something else', () => {
    const asked = ['due', '--type', '求助', '--received', '2026-09-30T10:00:00+08:00', '--region', '四川省'];
    const { stdout, status } = run(...asked, '--channel', 'TELEPHONE', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ dueAt: '2026-10-15T15:59:59.999Z', rule: { workingDays: 7, channel: 'TELEPHONE' }, calendar: { covered: true }, steps: expect.any(Array) as unknown });
    for (const [option, value] of [['--region', '火星'], ['--type', '其他'], ['--received', '昨天']] as const) {
      const refused = run(...asked, option, value, '--json');
      expect([refused.status, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toContain(value);
    }
    expect(run('due', '--type', 'HELP').status).toBe(2);
  });

  it('says an altered journal is not valid', () => {
    const journal = join(folder, 'journal.jsonl');
    writeFileSync(journal, '{"oops":1}\n');
    const { stdout, status } = run('verify', journal, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, records: 0 });
  });

  it('says which server is not there', () => {
    const { stderr, status } = run('export', 'departments', '--url', 'http://127.0.0.1:1', '--token', 'x');
    expect(status).toBe(1);
    expect(stderr).toContain('连接不上');
  });
});
