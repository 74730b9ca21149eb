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
  'dispatch.not-a-class': {
    kind: 'INVALID',
    text: word('“{matter}”不是一类事项：影响评估和自动确认按事项大类办理。', '“{matter}” is no class of matters: assessments and automatic confirmation are made by class.'),
    remedy: word('请选择事项目录中的大类。', 'Choose a class of the list of matters.'),
  },
  'dispatch.assessment-in-future': {
    kind: 'INVALID',
    text: word('评估日期 {day} 晚于今天。', 'The day of the assessment, {day}, lies in the future.'),
    remedy: word('请填写实际评估的日期。', 'Give the day on which it was made.'),
  },
  'dispatch.review-too-late': {
    kind: 'INVALID',
    text: word('复评日期须晚于评估日期，且不晚于 {latest}。', 'The next review must come after the assessment and no later than {latest}.'),
    remedy: word('请调整复评日期。', 'Change the day of the next review.'),
  },
  'dispatch.retention-too-short': {
    kind: 'INVALID',
    text: word('影响评估须保存至 {earliest} 以后（个人信息保护法第五十六条：至少三年）。', 'The assessment must be kept until {earliest} at least (Personal Information Protection Law, art. 56: three years).'),
    remedy: word('请延长保存期限。', 'Keep it longer.'),
  },
  'dispatch.assessment-withdrawn': {
    kind: 'CONFLICT',
    text: word('这份影响评估已经撤回。', 'This assessment has been withdrawn.'),
    remedy: word('请登记新的影响评估。', 'Record a new assessment.'),
  },
  'dispatch.not-assessed': {
    kind: 'CONFLICT',
    text: word('“{matter}”没有现行有效的个人信息保护影响评估，不能开通自动确认（个人信息保护法第五十五条）。', 'There is no impact assessment in force for “{matter}”: automatic confirmation cannot be switched on (Personal Information Protection Law, art. 55).'),
    remedy: word('请先登记影响评估；已过复评日的，重新评估后再开通。', 'Record an impact assessment first; make a new one when its review was due.'),
  },
  'dispatch.threshold-too-low': {
    kind: 'INVALID',
    text: word('界限 {threshold} 低于按成本算出的下限 {cutOff}。', 'The threshold {threshold} is below the one at which the cost is least, {cutOff}.'),
    remedy: word('请提高界限；认为成本参数不符合实际的，先另定成本。', 'Raise it, or set the costs first where they are not right.'),
  },
  'dispatch.already-automatic': {
    kind: 'CONFLICT',
    text: word('“{matter}”已开通自动确认。', 'Automatic confirmation of “{matter}” is on already.'),
    remedy: word('要改界限或换用新的评估，请先停用再开通。', 'To change the threshold or the assessment, switch it off and on again.'),
  },
  'dispatch.switched-off': {
    kind: 'CONFLICT',
    text: word('这项自动确认已经停用。', 'This automatic confirmation is off already.'),
    remedy: word('请刷新后查看。', 'Load the page again.'),
  },
  'dispatch.not-automatic': {
    kind: 'CONFLICT',
    text: word('这件诉求不能自动派单：{reason}', 'This appeal cannot be dispatched automatically: {reasonEn}'),
    remedy: word('请由派单员人工派单。', 'A dispatcher sends it out.'),
  },
  'dispatch.record-final': {
    kind: 'FORBIDDEN',
    text: word('这条记录一经登记不得改动或提前销毁。', 'This record is never changed, nor destroyed before its time.'),
    remedy: word('请登记新的一条；需要停止适用的，用撤回或停用。', 'Record a new one; withdraw it or switch it off to end it.'),
  },
  'dispatch.feedback-without-department': {
    kind: 'INVALID',
    text: word('说“不对”须写明应由哪个部门承办。', 'Saying that the card is wrong takes the department that should handle it.'),
    remedy: word('请选择部门；没有部门承担这项职责的，选“缺职责”。', 'Choose it; when no department has the duty, say so.'),
  },
  'dispatch.feedback-agrees': {
    kind: 'INVALID',
    text: word('所选部门就是卡上的牵头部门。', 'The department named is the lead of the card itself.'),
    remedy: word('卡上派对了的，请点“对”。', 'When the card is right, say so.'),
  },
  'dispatch.card-without-lead': {
    kind: 'CONFLICT',
    text: word('这张派单卡没有牵头部门，不能说“对”。', 'This card names no lead: it cannot be right.'),
    remedy: word('请写明应由哪个部门承办，或选“缺职责”。', 'Name the department that should handle it, or say that nobody has the duty.'),
  },
  'dispatch.feedback-given': {
    kind: 'CONFLICT',
    text: word('这张派单卡已有反馈。', 'Something has been said of this card already.'),
    remedy: word('要改的，请先撤销原来的反馈。', 'Take that back first to change it.'),
  },
  'dispatch.feedback-undone': {
    kind: 'CONFLICT',
    text: word('这条反馈已经撤销。', 'This feedback has been taken back.'),
    remedy: word('请刷新后查看。', 'Load the page again.'),
  },
  'dispatch.period-reversed': {
    kind: 'INVALID',
    text: word('起始日期 {from} 晚于截止日期 {to}。', 'The first day {from} comes after the last day {to}.'),
    remedy: word('请调整日期。', 'Change the days.'),
  },
  'dispatch.costs-in-past': {
    kind: 'INVALID',
    text: word('启用日期 {from} 早于今天：已用的界限不能事后改变。', 'The first day {from} lies in the past: cut-offs that have been used are not changed afterwards.'),
    remedy: word('请选择今天或以后的日期。', 'Choose today or a later day.'),
  },
} as const satisfies RefusalTable;

export const refuseDispatch = refuser(dispatchRefusals);
