import { refuser, type RefusalTable } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';

export const disputesRefusals = {
  'disputes.party-twice': {
    kind: 'INVALID',
    text: word('同一部门在争议各方中出现了两次。', 'A department stands twice among the parties.'),
    remedy: word('请保留一行，合并其主张。', 'Keep one line and join the claims.'),
  },
  'disputes.not-a-party': {
    kind: 'FORBIDDEN',
    text: word('您所在的部门不是本争议的一方。', 'Your department is not a party to this dispute.'),
    remedy: word('请由争议各方办理；认为与本部门有关的，请联系主办部门或编办。', 'Leave it to the parties; if it concerns you, tell the host department or the establishment office.'),
  },
  'disputes.abolished-party': {
    kind: 'INVALID',
    text: word('{department}已不存在，不能作为争议一方。', '{department} does not exist any more and cannot be a party.'),
    remedy: word('请改选承接其职责的部门。', 'Choose the department that took over its duties.'),
  },
  'disputes.interim-lead-needed': {
    kind: 'INVALID',
    text: word('“先办后议”须指定临时牵头部门，其他规则不得指定。', '“Act first” needs an interim lead; the other rules have none.'),
    remedy: word('请选择临时牵头部门，或改用其他待决期间规则。', 'Choose the interim lead, or another interim rule.'),
  },
  'disputes.step-closed': {
    kind: 'CONFLICT',
    text: word('目前不能“{title}”：{detail}', '“{title}” is closed now: {detail}'),
    remedy: word('请打开争议卷宗，查看当前环节和可以办理的步骤。', 'Open the file and see which steps are open.'),
  },
  'disputes.wrong-role': {
    kind: 'FORBIDDEN',
    text: word('“{title}”应由{roles}办理。', '“{title}” is for: {roles}.'),
    remedy: word('请转由有权的一方办理。', 'Leave it to them.'),
  },
  'disputes.recused': {
    kind: 'FORBIDDEN',
    text: word('您所在的部门是本争议的一方，应当回避，不得主持或决定本争议。', 'Your own department is a party: you must not conduct or decide this dispute.'),
    remedy: word('请转由与争议无利害关系的人员办理。', 'Leave it to somebody without a stake in it.'),
  },
  'disputes.reason-needed': {
    kind: 'INVALID',
    text: word('“{title}”须说明理由。', '“{title}” needs a reason.'),
    remedy: word('请写明理由后重新提交。', 'Write the reason and send it again.'),
  },
  'disputes.lead-not-a-party': {
    kind: 'INVALID',
    text: word('方案中的牵头部门不是本争议的一方。', 'The lead of the settlement is not a party.'),
    remedy: word('协商方案只能在各方之间确定牵头部门；涉及其他部门的，请提请编办协调。', 'An agreement can only name a party as lead; otherwise apply to the establishment office.'),
  },
  'disputes.no-settlement': {
    kind: 'CONFLICT',
    text: word('还没有分工方案。', 'There is no settlement yet.'),
    remedy: word('请先提出分工方案。', 'Propose a settlement first.'),
  },
  'disputes.settlement-changed': {
    kind: 'STALE',
    text: word('分工方案已修改为第 {current} 稿，您看到的是第 {seen} 稿。', 'The settlement is at version {current} now; you saw {seen}.'),
    remedy: word('请刷新，核对最新一稿并重新表明意见后再签署。', 'Reload, read the newest version, take your position on it, then sign.'),
  },
  'disputes.position-needed': {
    kind: 'CONFLICT',
    text: word('{detail}', '{detail}'),
    remedy: word('请先就现方案表明“一致”或“保留”，再签署。', 'Agree or reserve on the present settlement, then sign.'),
  },
  'disputes.already-signed': {
    kind: 'CONFLICT',
    text: word('本部门已经签署现方案。', 'Your department has signed this settlement.'),
    remedy: word('无需重复签署，请等待其他各方。', 'Nothing more to do; wait for the others.'),
  },
  'disputes.unsigned-party': {
    kind: 'CONFLICT',
    text: word('尚有部门未签署，不能报备：{detail}', 'It cannot be filed, a party has not signed: {detail}'),
    remedy: word('请催请未签署的部门签署；确实不能一致的，记录协商不成并申请编办协调。', 'Ask them to sign; if they will not, record that consultation failed and apply to the establishment office.'),
  },
  'disputes.settlement-fixed': {
    kind: 'CONFLICT',
    text: word('已提出的分工方案不能改写；已报备或已议定的方案不能再换一稿。', 'The text of a settlement stands as it was proposed; once filed or decided there is no other.'),
    remedy: word('请另提一稿，由各方重新表态和签署；已报备的，须先由编办退回分工草案。', 'Propose another text for all to sign; a filed one must first be sent back by the establishment office.'),
  },
  'disputes.signature-final': {
    kind: 'CONFLICT',
    text: word('签署一经作出，不得修改、撤销或删除。', 'A signature stands: it is not altered, taken back or removed.'),
    remedy: word('有不同意见的，请在报备前另提方案，原签署随之失效。', 'If you disagree, propose another settlement before it is filed; the signature then lapses.'),
  },
  'disputes.parties-fixed': {
    kind: 'CONFLICT',
    text: word('已提出分工方案，争议各方不得增减或更换。', 'A settlement has been proposed: the parties are fixed.'),
    remedy: word('涉及其他部门的，请撤回后重新提出争议，或由编办另行立案。', 'Where another department is concerned, withdraw and open a new dispute, or let the establishment office do so.'),
  },
  'disputes.record-final': {
    kind: 'CONFLICT',
    text: word('卷宗中的意见和办理记录是历史，不得修改或删除。', 'What was said and done in the file is history and is not altered or removed.'),
    remedy: word('请另行表明意见或办理新的步骤。', 'Take a new position, or another step.'),
  },
  'disputes.not-due': {
    kind: 'CONFLICT',
    text: word('该争议目前没有到期事项，或正由他人办理。', 'Nothing is due in this dispute now, or somebody has it in hand.'),
    remedy: word('无需处理：到期时系统自动提醒。', 'Nothing to do: the system reminds when the time has run out.'),
  },
  'disputes.wrong-authority': {
    kind: 'INVALID',
    text: word('“{body}”不是本争议适用规则所定的决定机关（{authority}）。', '“{body}” is not the body that decides under the rules of this dispute ({authorityEn}).'),
    remedy: word('决定机关须写明下列之一：{names}。各地名称不同的，由管理员在 parameters/disputes.yaml 中增补。', 'Name one of: {names}. Other names are added in parameters/disputes.yaml by the administrator.'),
  },
  'disputes.decision-incomplete': {
    kind: 'INVALID',
    text: word('议定事项不完整，缺少：{missing}。', 'The decision is not complete. Missing: {missingEn}.'),
    remedy: word('请写明由哪个机关决定、在哪次会议或以哪个文号、在哪一天。', 'Say who decided, at which meeting or under which number, and on which day.'),
  },
} as const satisfies RefusalTable;

export const refuseDisputes = refuser(disputesRefusals);
