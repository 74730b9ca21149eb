import { refuser, type RefusalTable } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';

export const dispatchRefusals = {
  'dispatch.already-dispatched': {
    kind: 'CONFLICT',
    text: word('这件诉求已经派单。', 'This appeal has already been dispatched.'),
    remedy: word('请打开其工单查看办理情况。', 'Open its order to see where it stands.'),
  },
  'dispatch.complained-unit': {
    kind: 'FORBIDDEN',
    text: word('{department}是被反映的单位，不得将诉求转给被反映的单位。', '{department} is the unit complained of; an appeal never goes to it.'),
    remedy: word('请派给其上级主管部门或其他有权处理的部门（信访工作条例第三十条）。', 'Send it to the superior or another competent department (Regulations on Petitions, art. 30).'),
  },
  'dispatch.abolished-department': {
    kind: 'CONFLICT',
    text: word('{department}已撤销或尚未设立。', '{department} no longer exists, or does not yet.'),
    remedy: word('请改选承接其职责的部门。', 'Choose the department that has taken over its duties.'),
  },
  'dispatch.entry-says-otherwise': {
    kind: 'CONFLICT',
    text: word('现行分工条目 {number}“{title}”明确由{department}牵头。', 'Division entry {number} “{title}” in force gives the lead to {department}.'),
    remedy: word('请按条目派单；确有理由另派的，请在派单说明中写明理由。', 'Dispatch by the entry, or give the reason for doing otherwise in the instructions.'),
  },
  'dispatch.interim-rule': {
    kind: 'CONFLICT',
    text: word('该事项的职责争议 {number} 正在协调：{rule}。', 'The dispute {number} on this matter is pending: {ruleEn}.'),
    remedy: word('请按待决期间规则派单，或报请主持单位指定承办单位。', 'Follow the interim rule, or ask the host of the dispute for a designation.'),
  },
  'dispatch.emergency': {
    kind: 'CONFLICT',
    text: word('{reason}', '{reasonEn}'),
    remedy: word('请先转相应的紧急电话；已转接的，在派单说明中写明后再派。', 'Pass it to the emergency number first; when that is done, say so in the instructions and dispatch.'),
  },
  'dispatch.not-replayable': {
    kind: 'CONFLICT',
    text: word('这张派单卡出自尚未保存研判依据的旧版本，无法重算。', 'This card comes from before cards kept what they were computed from; it cannot be recomputed.'),
    remedy: word('卡上所列依据仍可逐条核对；需要新的研判时请重新研判。', 'Its reasons can still be checked one by one; rank the appeal again for a new card.'),
  },
  'dispatch.model-not-kept': {
    kind: 'CONFLICT',
    text: word('派单卡所用的模型 {modelId} 已不在库中，无法重算。', 'The model {modelId} that the card was computed by is no longer kept.'),
    remedy: word('请从当时的备份恢复到另一实例后重算。', 'Restore a backup of that time to another instance and recompute there.'),
  },
  'dispatch.training-open': {
    kind: 'CONFLICT',
    text: word('已有一次模型训练在等待或进行。', 'A training of the model is waiting or running already.'),
    remedy: word('请等它结束；同一时间只训练一个模型。', 'Wait for it to end; one model is trained at a time.'),
  },
  'dispatch.return-without-clause': {
    kind: 'INVALID',
    text: word('退单没有写明所依据的条款。', 'The return names no clause.'),
    remedy: word('请引用职责库条款，或写明条款出处和内容。', 'Cite a duty clause, or write where the clause stands and what it says.'),
  },
  'dispatch.return-without-department': {
    kind: 'INVALID',
    text: word('退单没有指明应承担职责的部门。', 'The return names no department that is responsible instead.'),
    remedy: word('请选择应承担职责的部门。', 'Choose the department responsible.'),
  },
  'dispatch.designated': {
    kind: 'CONFLICT',
    text: word('本单系指定承办，不得退单。', 'The order was designated and may not be returned.'),
    remedy: word('请先行办理；对职责有异议的，在争议协调中提出。', 'Handle it first; raise the question of duty in the dispute.'),
  },
  'dispatch.already-returned': {
    kind: 'CONFLICT',
    text: word('贵单位已对本单退过一次。', 'Your department has already returned this order once.'),
    remedy: word('每个单位对同一工单只能退一次，请先行办理。', 'A department returns an order once; please handle it.'),
  },
  'dispatch.named-itself': {
    kind: 'INVALID',
    text: word('应承担职责的部门不能是退单单位自己。', 'The department named is the one that returns the order.'),
    remedy: word('请选择另一个部门。', 'Choose another department.'),
  },
  'dispatch.co-handling-repeats': {
    kind: 'INVALID',
    text: word('协办单位重复，或与主办单位相同。', 'A co-handling department is named twice, or is the lead itself.'),
    remedy: word('请去掉重复的协办单位。', 'Remove the one named twice.'),
  },
} as const satisfies RefusalTable;

export const refuseDispatch = refuser(dispatchRefusals);
