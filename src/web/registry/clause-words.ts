import type { ClauseKind, Relation } from '../../core/registry/parser/model.ts';
import { word, type Word, type Words } from '../../core/kernel/words.ts';

export const clauseKindWords: Words<ClauseKind> = {
  BASIS: word('制定依据', 'Basis'),
  NATURE: word('机构性质', 'Nature of the organ'),
  LEAD_IN: word('引语', 'Lead-in'),
  MAIN_DUTY: word('主要职责', 'Main duty'),
  FUNCTION_TRANSFORMATION: word('职能转变', 'Function transformation'),
  DIVISION_RULE: word('有关职责分工', 'Division with other departments'),
  INTERNAL_OFFICE: word('内设机构', 'Internal office'),
  STAFFING: word('人员编制', 'Staffing'),
  SUPPLEMENT: word('附则', 'Supplement'),
  LAW_DUTY: word('法定职责', 'Duty by law'),
  LIST_ITEM: word('清单事项', 'Listed item'),
  TASK: word('任务分工', 'Shared task'),
  RESOLUTION: word('会议议定', 'Resolved by a meeting'),
  PRACTICE: word('做法', 'Practice'),
  OTHER: word('其他', 'Other'),
};

export const relationWords: Words<Relation> = {
  LEADS: word('牵头', 'leads'),
  JOINTLY_WITH: word('会同', 'jointly with'),
  CONSULT_WITH: word('商', 'consults'),
  ASSISTS: word('配合', 'assists'),
  ASSISTED_BY: word('受配合', 'assisted by'),
  DIVIDED_WITH: word('分工', 'divided with'),
};

/** A label for a code that comes as plain text; a code we have no word for is shown as it is. */
export const wordFor = (words: Readonly<Record<string, Word>>, code: string): Word => words[code] ?? word(code, code);
