import { explainDue, type DueAnswer } from '../core/appeals/due.ts';
import { appealTypes, appealTypeWords, channels, channelWords, type AppealType, type Channel } from '../core/appeals/model.ts';
import { looseInstantSchema, type Instant } from '../core/kernel/time.ts';
import type { Words } from '../core/kernel/words.ts';
import { loadHandlingLimits, loadRegionalLimits } from '../server/appeals/handling-limits.ts';
import { loadCalendar } from '../server/platform/calendar.ts';
import { readConfig } from '../server/platform/config.ts';
import { refuseCommand } from './refusals.ts';

interface DueOptions {
  /** `HELP` or 求助. */
  readonly type: string;
  readonly received: string;
  readonly region: string;
  readonly channel?: string;
}

function codeOf<Code extends string>(codes: readonly Code[], words: Words<Code>, given: string, option: string): Code {
  const code = codes.find((one) => one === given.toUpperCase() || words[one].zh === given);
  if (code === undefined) throw refuseCommand('command.unknown-value', { option, given, known: codes.map((one) => `${one}（${words[one].zh}）`).join('、') });
  return code;
}

function instantOf(given: string): Instant {
  const parsed = looseInstantSchema.safeParse(given);
  if (!parsed.success) throw refuseCommand('command.unknown-value', { option: '--received', given, known: '2026-03-01、2026-03-01T09:30:00+08:00' });
  return parsed.data;
}

/** `lishun due`: when an appeal must be answered, the rule, the calendar and every day on the way. Throws `Refused` for what it does not know. */
export function runDue({ type, received, region, channel }: DueOptions): { result: DueAnswer; text: string } {
  const question = {
    type: codeOf<AppealType>(appealTypes, appealTypeWords, type, '--type'),
    receivedAt: instantOf(received),
    region,
    channel: channel === undefined ? null : codeOf<Channel>(channels, channelWords, channel, '--channel'),
  };
  const district = { code: readConfig(process.env).jurisdictionCode, limits: loadHandlingLimits() };
  const result = explainDue(question, { district, regions: loadRegionalLimits(), calendar: loadCalendar() });
  if ('why' in result) {
    if (result.why === 'UNKNOWN_REGION') throw refuseCommand('command.unknown-region', { region, known: result.known.join('、') });
    throw refuseCommand('command.no-limit-for-type', { region: result.region, type: appealTypeWords[question.type] });
  }
  const days = result.steps.map(({ on, text }) => `  ${on} ${text.zh}`);
  const estimated = result.calendar.covered ? [] : ['到期日所在年度的放假安排尚未录入，按周末推算。'];
  return { result, text: [`到期：${result.dueAt}（${result.rule.workingDays} 个工作日，${result.rule.source}）`, ...estimated, ...days].join('\n') };
}
