import { refuser, type RefusalTable } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';

export const registryRefusals = {
  'registry.no-source': {
    kind: 'INVALID',
    text: word('既没有上传文件，也没有粘贴文本。', 'There is neither a file nor a text.'),
    remedy: word('请上传文件或粘贴文本，二者选其一。', 'Upload a file or paste a text, one of the two.'),
  },
  'registry.unreadable': {
    kind: 'INVALID',
    text: word('文件“{name}”无法读取：{detail}', 'The file “{name}” cannot be read: {detail}'),
    remedy: word('请用办公软件打开核对，另存为 DOCX、XLSX 或 TXT 后重新上传。', 'Open it in an office program, save it as DOCX, XLSX or TXT and upload it again.'),
  },
  'registry.too-large': {
    kind: 'TOO_LARGE',
    text: word('文件“{name}”超过上限（{limit}）。', 'The file “{name}” is over the limit ({limit}).'),
    remedy: word('请删去图片和附件，或拆分后分批导入。', 'Remove pictures and attachments, or import it in parts.'),
  },
  'registry.unsafe-archive': {
    kind: 'INVALID',
    text: word('文件“{name}”压缩比异常，解压后体积过大，疑似恶意文件。', 'The file “{name}” unpacks to far more than a document would: it may be harmful.'),
    remedy: word('请确认文件来源，重新另存后再上传。', 'Check where the file comes from, save it anew and upload it again.'),
  },
  'registry.wrong-encoding': {
    kind: 'INVALID',
    text: word('文件“{name}”的文字编码无法识别。', 'The text encoding of “{name}” is not known.'),
    remedy: word('请另存为 UTF-8 或 GB18030 编码的文本后重新上传。', 'Save it as UTF-8 or GB18030 text and upload it again.'),
  },
  'registry.encrypted': {
    kind: 'INVALID',
    text: word('文件“{name}”设有打开密码。', 'The file “{name}” is protected by a password.'),
    remedy: word('请取消打开密码后重新上传。', 'Remove the password and upload it again.'),
  },
  'registry.macros': {
    kind: 'INVALID',
    text: word('文件“{name}”带有宏代码，不予导入。', 'The file “{name}” carries macros and is not taken.'),
    remedy: word('请另存为不含宏的 DOCX 或 XLSX 后重新上传。', 'Save it as DOCX or XLSX without macros and upload it again.'),
  },
  'registry.external-reference': {
    kind: 'INVALID',
    text: word('文件“{name}”引用了文件以外的内容（{target}），不予导入。', 'The file “{name}” refers to content outside itself ({target}) and is not taken.'),
    remedy: word('请断开外部链接、模板和数据连接（可另存为 PDF 或纯文本）后重新上传。', 'Break its links, template and data connections, or save it as PDF or plain text, and upload it again.'),
  },
  'registry.too-slow': {
    kind: 'TOO_LARGE',
    text: word('文件“{name}”在 {limit} 秒内没有读完。', 'The file “{name}” could not be read within {limit} seconds.'),
    remedy: word('请拆分文件，或另存为 DOCX、TXT 后重新上传。', 'Split the file, or save it as DOCX or TXT, and upload it again.'),
  },
  'registry.classified': {
    kind: 'FORBIDDEN',
    text: word('文件标有密级“{mark}”。本系统不得存储、处理涉密文件。', 'The paper is marked “{mark}”. Classified papers must not be kept here.'),
    remedy: word('请立即按保密规定处置该文件；确属误标或已解密的，由定密单位更正标识后再导入。', 'Handle the paper by the secrecy rules at once; if the mark is wrong or lifted, have the issuing unit correct it first.'),
  },
  'registry.empty': {
    kind: 'INVALID',
    text: word('文件“{name}”没有可读的文字。', 'There is no readable text in “{name}”.'),
    remedy: word('扫描件请先作文字识别；其他文件请核对内容后重新上传。', 'Run text recognition on a scan first; check other files and upload them again.'),
  },
  'registry.unknown-type': {
    kind: 'INVALID',
    text: word('不支持“{name}”的文件类型。', 'The type of “{name}” is not supported.'),
    remedy: word('请转换为 DOCX、DOC、PDF、TXT、MD、XLSX、XLS 或 CSV 后重新上传。', 'Convert it to DOCX, DOC, PDF, TXT, MD, XLSX, XLS or CSV and upload it again.'),
  },
  'registry.preview-differs': {
    kind: 'STALE',
    text: word('导入的内容与预览时不一致。', 'What is imported differs from what was previewed.'),
    remedy: word('请重新预览并核对后再确认导入。', 'Preview it again, check it, then confirm.'),
  },
  'registry.no-clauses': {
    kind: 'INVALID',
    text: word('没有从文件中识别出职责条款。', 'No duty clause was found in the paper.'),
    remedy: word('请核对文件是否为“三定”规定、法规或清单，必要时粘贴正文后再试。', 'Check that it is a 三定 text, a law or a list; paste its text if need be.'),
  },
  'registry.department-needed': {
    kind: 'INVALID',
    text: word('“三定”规定须指明所属部门。', 'A 三定 text needs its department.'),
    remedy: word('请选择该文件所属的部门。', 'Choose the department it belongs to.'),
  },
  'registry.code-taken': {
    kind: 'CONFLICT',
    text: word('编码“{code}”已被使用。', 'The code “{code}” is taken.'),
    remedy: word('请换一个编码。', 'Choose another code.'),
  },
  'registry.name-taken': {
    kind: 'CONFLICT',
    text: word('名称“{name}”在该时间已被另一部门使用。', 'The name “{name}” belongs to another department at that time.'),
    remedy: word('请换一个名称，或调整其起止日期。', 'Choose another name, or change its dates.'),
  },
  'registry.not-in-being': {
    kind: 'INVALID',
    text: word('“{name}”在该日期不在存续期内（{period}）。', '“{name}” is not in being on that day ({period}).'),
    remedy: word('请把生效日期改在其存续期内，或核对所选部门。', 'Choose a day on which it is in being, or another department.'),
  },
  'registry.nothing-changed': {
    kind: 'INVALID',
    text: word('所填内容与现有登记一致，没有变化。', 'What was entered is what is recorded already.'),
    remedy: word('请修改至少一项，或直接关闭。', 'Change something, or close the form.'),
  },
  'registry.successor-needed': {
    kind: 'CONFLICT',
    text: word('“{name}”尚有 {count} 项现行或在办记录，撤销后无人承接。', '“{name}” still has {count} records in force or in hand that nobody would own.'),
    remedy: word('请指明承接部门；确实不设承接部门的，写明决定及理由。', 'Name who carries on; if nobody does, write down the decision and its reason.'),
  },
  'registry.successor-cycle': {
    kind: 'CONFLICT',
    text: word('“{successor}”的职责最终又由“{name}”承接，承接关系成环。', '“{name}” itself carries on for “{successor}”: the chain would come back to its beginning.'),
    remedy: word('请改选其他承接部门，或先更正原有承接关系。', 'Choose another successor, or correct the earlier link first.'),
  },
  'registry.successor-ended': {
    kind: 'CONFLICT',
    text: word('承接部门“{successor}”在生效日不在存续期内。', 'The successor “{successor}” is not in being on the day it would take over.'),
    remedy: word('请选择生效日存续的部门，或调整生效日期。', 'Choose a department that is in being then, or another day.'),
  },
  'registry.scopes-unclear': {
    kind: 'INVALID',
    text: word('“{name}”的承接范围重复或不明，看不出哪部分由谁承接。', 'The parts of “{name}” are the same or unclear: who takes what cannot be told.'),
    remedy: word('请为每个承接部门写明各不相同的范围，至多一个留空（承接其余部分）。', 'Give each successor a part of its own; one may be empty and takes the rest.'),
  },
  'registry.not-ended': {
    kind: 'CONFLICT',
    text: word('“{name}”仍在存续，不需要指定承接部门。', '“{name}” is still in being and needs no successor.'),
    remedy: word('请先办理撤销、合并或拆分。', 'Abolish, merge or split it first.'),
  },
  'registry.matter-cycle': {
    kind: 'CONFLICT',
    text: word('“{parent}”就在“{name}”之下，不能作为它的上级。', '“{parent}” stands under “{name}” and cannot be above it.'),
    remedy: word('请选择其他类别作为上级。', 'Choose another class.'),
  },
  'registry.matter-in-use': {
    kind: 'CONFLICT',
    text: word('“{name}”仍有 {count} 项现行分工、草案、在办争议或下级事项。', '“{name}” still has {count} entries, drafts, pending disputes or matters under it.'),
    remedy: word('请先废止或改列这些分工、办结争议、移走下级事项，再行合并、拆分或停用。', 'End or redraft the entries, settle the disputes, move what stands under it, then try again.'),
  },
  'registry.matter-retired': {
    kind: 'CONFLICT',
    text: word('事项“{name}”在该日期不在用。', 'The matter “{name}” is not in use on that day.'),
    remedy: word('请选择在用的事项，或调整日期。', 'Choose one in use, or another day.'),
  },
  'registry.scheme-unreadable': {
    kind: 'INVALID',
    text: word('分类表有 {count} 处不符，未导入任何内容。', '{count} places of the scheme are not right; nothing was imported.'),
    remedy: word('请按所列行号更正后重新上传；表头须有“代码”“名称”，可有“上级”。', 'Correct the rows named and upload it again; the heading must have code and name, and may have parent.'),
  },
  'registry.scheme-taken': {
    kind: 'CONFLICT',
    text: word('分类表“{name}”的这一版已经导入。', 'This edition of “{name}” has been imported already.'),
    remedy: word('请填写新的版次，或在原表上对应事项。', 'Give the new edition its own name, or map the one that is there.'),
  },
  'registry.previous-needed': {
    kind: 'INVALID',
    text: word('修改须指明被替代的文件，且不得是文件自身。', 'An amendment names the document it replaces, which cannot be itself.'),
    remedy: word('请选择被本文件替代的旧版本。', 'Choose the version that this document replaces.'),
  },
  'registry.document-ended': {
    kind: 'CONFLICT',
    text: word('文件“{title}”在该日期已失效。', 'The document “{title}” no longer holds on that day.'),
    remedy: word('请核对所选文件和生效日期。', 'Check the document and the day.'),
  },
  'registry.already-reviewed': {
    kind: 'CONFLICT',
    text: word('该事项已复核。', 'This has been reviewed already.'),
    remedy: word('请刷新查看复核意见。', 'Reload to see the note.'),
  },
  'registry.import-full': {
    kind: 'CONFLICT',
    text: word('一次导入至多 {limit} 份文件。', 'An import takes {limit} files at most.'),
    remedy: word('请先办结本批，其余文件另起一批。', 'Finish this one and start another for the rest.'),
  },
  'registry.import-not-open': {
    kind: 'CONFLICT',
    text: word('该文件当前为“{state}”，不能办理此项。', 'The file is “{stateEn}”: this cannot be done now.'),
    remedy: word('请刷新查看；待读取的稍候再试，已办结的无须重复办理。', 'Reload; wait while it is being read, and leave it when it is done with.'),
  },
  'registry.correction-unfit': {
    kind: 'INVALID',
    text: word('有 {count} 处更正对不上原文，未保存。', '{count} corrections do not fit the source; nothing was saved.'),
    remedy: word('起止位置不得与其他条款重叠，所填动词须见于条款原文。请按所列位置更正。', 'Bounds must not run into other clauses, and a verb must stand in its clause. Correct the places named.'),
  },
  'registry.to-correct': {
    kind: 'CONFLICT',
    text: word('尚有 {count} 处须更正，不能入库。', '{count} places must be corrected first.'),
    remedy: word('请按所列行、列和办法逐处更正，或标为核对无误。', 'Correct the rows and columns named, or mark them as checked.'),
  },
  'registry.none-ready': {
    kind: 'CONFLICT',
    text: word('没有可入库的文件。', 'No file is ready.'),
    remedy: word('请等待读取完成，或先更正所列文件。', 'Wait until they are read, or correct those named.'),
  },
  'registry.columns-differ': {
    kind: 'INVALID',
    text: word('所填各列与模板表头不一致。', 'The columns are not those of the template.'),
    remedy: word('请从预览中的表头选取，列名和次序不得改动。', 'Take them from the preview; names and order must stay.'),
  },
  'registry.not-a-class': {
    kind: 'INVALID',
    text: word('上级事项不是事项类别，不能再挂下级。', 'The parent is a single matter, not a class.'),
    remedy: word('请选择一个事项类别作为上级。', 'Choose a class as the parent.'),
  },
} as const satisfies RefusalTable;

export const refuseRegistry = refuser(registryRefusals);

/** What reading a file may refuse; an operation that takes a file lists these. */
export const readingRefusals = [
  'registry.unreadable',
  'registry.too-large',
  'registry.unsafe-archive',
  'registry.wrong-encoding',
  'registry.encrypted',
  'registry.macros',
  'registry.external-reference',
  'registry.too-slow',
  'registry.classified',
  'registry.empty',
  'registry.unknown-type',
] as const satisfies readonly (keyof typeof registryRefusals)[];
