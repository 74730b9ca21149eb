import { refuser, type RefusalTable } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';

export const divisionRefusals = {
  'division.does-not-compile': {
    kind: 'INVALID',
    text: word('分工草案有 {count} 处未通过校核，不能发布。', 'The draft fails {count} of the checks and cannot be published.'),
    remedy: word('请按提示逐项改正草案，保存后再发布。', 'Correct the places named, save the draft and publish it again.'),
  },
  'division.two-leads': {
    kind: 'CONFLICT',
    text: word('同一事项、同一范围、同一时段已有牵头部门，不得再确定第二个。', 'The same matter, scope and time already has a lead; there cannot be a second.'),
    remedy: word('请改为替代原条目，或限定适用范围、错开有效期；各方意见不一致的，提请协调。', 'Replace the entry in force, narrow the scope or choose another period; where departments disagree, open a dispute.'),
  },
  'division.not-a-draft': {
    kind: 'CONFLICT',
    text: word('该草案已发布或已作废，不能再改动。', 'This draft has been published or discarded and can no longer be changed.'),
    remedy: word('需要调整的，请以现行条目为基础另行起草。', 'To change the division, draft a new entry that replaces the one in force.'),
  },
  'division.reason-needed': {
    kind: 'INVALID',
    text: word('该草案来自职责争议，作废须说明理由。', 'This draft comes from a dispute: discarding it needs a reason.'),
    remedy: word('请写明为何作废；争议将退回，由各方重新报备、另提方案或重新议定。', 'Say why; the dispute is sent back to be filed again, proposed anew or decided again.'),
  },
  'division.settled-content': {
    kind: 'CONFLICT',
    text: word('该草案来自职责争议，{what}已经各方签署或议定，不得改动。', 'This draft comes from a dispute: {whatEn} was signed by the parties or decided, and stands.'),
    remedy: word('确需改动的，请写明理由作废草案，争议退回后另提方案或重新议定；依据、触发条件、时限等仍可补充。', 'To change it, discard the draft with the reason: the dispute is sent back. Bases, trigger, limits and the like may still be added.'),
  },
  'division.not-in-force': {
    kind: 'CONFLICT',
    text: word('条目 {number} 已于 {validTo} 失效，无须再废止。', 'Entry {number} ended at {validTo} already.'),
    remedy: word('请核对条目的有效期；需要提前失效的，填写更早的失效时间。', 'Check its period; to end it earlier, give an earlier time.'),
  },
  'division.entry-immutable': {
    kind: 'CONFLICT',
    text: word('已发布的条目是历史记录，不得修改或删除。', 'A published entry is history and cannot be changed or deleted.'),
    remedy: word('请起草新条目替代原条目，或废止原条目。', 'Draft an entry that replaces it, or end it.'),
  },
} as const satisfies RefusalTable;

export const refuseDivision = refuser(divisionRefusals);
