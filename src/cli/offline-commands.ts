import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import type { EvaluateOptions } from './evaluate.ts';
import { answer, say } from './output.ts';

export const wantsJson = (command: Command): boolean => command.optsWithGlobals<{ json?: boolean }>().json === true;

const fieldNames = (text: string): string[] => {
  const fields = text.split(',').map((field) => field.trim()).filter((field) => field !== '');
  if (fields.length === 0) throw new InvalidArgumentError('至少一个字段名 / at least one field');
  return fields;
};

export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('应为 0 与 1 之间的小数 / between 0 and 1');
  return value;
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || text.trim() === '') throw new InvalidArgumentError('应为非负整数 / a whole number');
  return value;
}

function foldCount(text: string): number {
  const value = wholeNumber(text);
  if (value < 2) throw new InvalidArgumentError('至少 2 份 / at least 2');
  return value;
}

function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('用带标签的数据评测派单研判 / score the dispatch engine on labelled rows')
    .option('--train <files...>', '训练集（JSONL 或 CSV），冷启动可不给 / rows to learn from')
    .option('--dev <file>', '校准集 / rows for calibration')
    .option('--test <file>', '测试集 / rows to answer')
    .option('--folds <number>', '不给测试集，改在训练集上交叉验证 / no test file: cross-validation on the rows to learn from', foldCount)
    .requiredOption('--label <field>', '标签字段 / the field with the label')
    .requiredOption('--text <fields>', '正文字段，逗号分隔，多于一个时首个作标题 / text fields, comma-separated', fieldNames)
    .option('--co <field>', '协办字段 / the field with co-handlers')
    .option('--duties <file>', '职责文本（label、text）/ duty texts')
    .option('--coverage <share>', '预测集的承诺覆盖率 / promised coverage of the sets', share, 0.9)
    .option('--seed <number>', '随机种子 / seed', wholeNumber, 1)
    .option('--predictions <file>', '逐条答案写入此文件（JSONL）/ write every answer here')
    .action(async (options: Omit<EvaluateOptions, 'train'> & { train?: string[] }, command: Command) => {
      if (options.train === undefined && options.duties === undefined) command.error('须给 --train，或以 --duties 冷启动 / give --train, or --duties for a cold start');
      if ((options.test === undefined) === (options.folds === undefined)) command.error('须给 --test 或 --folds 之一 / give either --test or --folds');
      const { describeEvaluation, evaluate } = await import('./evaluate.ts');
      const result = await evaluate({ ...options, train: options.train ?? [] }, say);
      answer(wantsJson(command), result, describeEvaluation(result));
    });
}

function addVerify(program: Command): void {
  program
    .command('verify')
    .description('离线核验导出的留痕 / check an exported journal')
    .argument('<file>', '`lishun export journal` 的结果')
    .option('--heads <file>', '另行保存的链首（GET /api/v1/journal/heads）/ heads kept elsewhere')
    .action(async (file: string, { heads }: { heads?: string }, command: Command) => {
      const { readHeads, verifyJournalFile } = await import('../verifier/verify-journal.ts');
      const result = await verifyJournalFile(file, heads === undefined ? undefined : readHeads(await readFile(heads, 'utf8')));
      answer(wantsJson(command), result, describeVerification(result));
      if (!result.valid) process.exitCode = 1;
    });
}

interface Verified {
  readonly valid: boolean;
  readonly records: number;
  readonly faults: readonly { readonly at: string; readonly kind: string; readonly text: string }[];
}

/** The outcome of a check as lines for people. */
export const describeVerification = ({ valid, records, faults }: Verified): string =>
  valid ? `核验通过：${records} 条记录，链条完整。` : [`核验不通过：${records} 条记录，${faults.length} 处问题。`, ...faults.map(({ at, kind, text }) => `  ${at} ${kind} ${text}`)].join('\n');

/** Commands that need no server and no database; each loads what it needs when it is called. */
export function addOfflineCommands(program: Command): void {
  program
    .command('parse')
    .description('解析“三定”规定、法律或清单 / parse a duty text')
    .argument('<file>', 'DOCX、DOC、PDF、XLSX、XLS、CSV、TXT、MD')
    .option('--emit-text <file>', '写出解码后的原文 / write the decoded source text')
    .action(async (file: string, { emitText }: { emitText?: string }, command: Command) => {
      const { runParse } = await import('./parse.ts');
      const { result, text } = await runParse({ file, emitText });
      answer(wantsJson(command), result, text);
    });
  program
    .command('normalize')
    .description('规范文本：简体、全半角、注音 / clean a text')
    .argument('<file>')
    .action(async (file: string, _options: object, command: Command) => {
      const { runNormalize } = await import('./normalize.ts');
      const { result, text } = await runNormalize({ file });
      answer(wantsJson(command), result, text);
    });
  program
    .command('due')
    .description('推算办理期限，逐日说明 / when an appeal must be answered, day by day')
    .requiredOption('--type <type>', '诉求类型：INQUIRY、HELP、COMPLAINT、REPORT、SUGGESTION 或中文 / type of appeal')
    .requiredOption('--received <time>', '受理时间（ISO，含时区，或日期）/ received, an ISO instant or day')
    .requiredOption('--region <name>', '适用地方：本区代码或地名 / whose rule: the district’s code or a place')
    .option('--channel <channel>', '来源渠道 / how it came')
    .action(async (options: { type: string; received: string; region: string; channel?: string }, command: Command) => {
      const { runDue } = await import('./due.ts');
      const { result, text } = runDue(options);
      answer(wantsJson(command), result, text);
    });
  addEvaluate(program);
  addVerify(program);
}
