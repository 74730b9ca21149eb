import { z } from 'zod';
import { departmentIdSchema } from '../access/model.ts';
import { idSchema } from '../kernel/ids.ts';
import { reasonSchema } from '../kernel/reasons.ts';
import { instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';

export { departmentIdSchema, type DepartmentId } from '../access/model.ts';

export const documentIdSchema = idSchema('document');
export type DocumentId = z.infer<typeof documentIdSchema>;
export const dutyClauseIdSchema = idSchema('dutyClause');
export type DutyClauseId = z.infer<typeof dutyClauseIdSchema>;
export const matterSchemeIdSchema = idSchema('matterScheme');
export type MatterSchemeId = z.infer<typeof matterSchemeIdSchema>;
export const matterIdSchema = idSchema('matter');
export type MatterId = z.infer<typeof matterIdSchema>;

export const departmentKinds = ['PARTY_ORGAN', 'GOVERNMENT_DEPARTMENT', 'VERTICAL_AGENCY', 'MASS_ORGANIZATION', 'PUBLIC_INSTITUTION', 'PUBLIC_ENTERPRISE', 'TOWNSHIP'] as const;
export const departmentKindSchema = z.enum(departmentKinds);
export type DepartmentKind = z.infer<typeof departmentKindSchema>;
export const departmentKindWords: Words<DepartmentKind> = {
  PARTY_ORGAN: word('党委机构', 'Party organ'),
  GOVERNMENT_DEPARTMENT: word('政府部门', 'Government department'),
  VERTICAL_AGENCY: word('垂直管理机构', 'Vertical agency'),
  MASS_ORGANIZATION: word('群团机关', 'Mass organisation'),
  PUBLIC_INSTITUTION: word('事业单位', 'Public institution'),
  PUBLIC_ENTERPRISE: word('公用企业', 'Public enterprise'),
  TOWNSHIP: word('镇街', 'Township'),
};

export const departmentSchema = z.object({
  departmentId: departmentIdSchema,
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  kind: departmentKindSchema,
  superior: z.string().nullable(),
  secondaryNames: z.array(z.string()),
  validFrom: instantSchema,
  validTo: instantSchema.nullable(),
  version: z.number().int(),
});
export type Department = z.infer<typeof departmentSchema>;

export const departmentAliasSchema = z.object({ name: z.string(), validFrom: instantSchema.nullable(), validTo: instantSchema.nullable() });

/** Who owns now what a department owned: itself, those the successor chain leads to, or nobody (procedures.md 13). */
export const ownershipSchema = z.object({
  owners: z.array(z.object({ departmentId: departmentIdSchema, name: z.string(), scope: z.string(), path: z.array(departmentIdSchema) })),
  isOwnerless: z.boolean(),
});

/** One slice of what a department was called, as known from `recordedAt` to `supersededAt`. */
export const departmentSliceSchema = z.object({
  name: z.string(), shortName: z.string(), kind: departmentKindSchema, superior: z.string().nullable(), secondaryNames: z.array(z.string()), basis: z.string(),
  validFrom: instantSchema, validTo: instantSchema.nullable(), recordedAt: instantSchema, supersededAt: instantSchema.nullable(),
});
export type DepartmentSlice = z.infer<typeof departmentSliceSchema>;

/** A record that names a department or hangs on a matter. `isLive`: it is still worked on or in force, so that somebody must own it. */
export const referenceKinds = ['DIVISION_ENTRY', 'DIVISION_DRAFT', 'DISPUTE', 'WORK_ORDER', 'APPEAL', 'ACCOUNT', 'DOCUMENT', 'CLAUSE_PARTNER', 'DISPATCH_CARD'] as const;
export const referenceKindSchema = z.enum(referenceKinds);
export type ReferenceKind = z.infer<typeof referenceKindSchema>;
export const referenceKindWords: Words<ReferenceKind> = {
  DIVISION_ENTRY: word('分工条目', 'Division entry'),
  DIVISION_DRAFT: word('分工草案', 'Division draft'),
  DISPUTE: word('职责争议', 'Dispute'),
  WORK_ORDER: word('工单', 'Work order'),
  APPEAL: word('诉求', 'Appeal'),
  ACCOUNT: word('账号', 'Account'),
  DOCUMENT: word('职责文件', 'Document with its clauses'),
  CLAUSE_PARTNER: word('条款中的协作部门', 'Partner in a clause'),
  DISPATCH_CARD: word('派单卡', 'Dispatch card'),
};

export const referenceSchema = z.object({ kind: referenceKindSchema, id: z.uuid(), label: z.string(), departmentId: departmentIdSchema.nullable(), role: z.string(), isLive: z.boolean(), count: z.number().int() });
export type Reference = z.infer<typeof referenceSchema>;

export const documentKinds = ['SANDING', 'LAW', 'REGULATION', 'PARTY_REGULATION', 'REFORM_PLAN', 'POWER_DUTY_LIST', 'PERFORMANCE_LIST', 'PARTY_GOVERNMENT_PAPER', 'SUPERIOR_ALLOCATION', 'NEIGHBOUR_PRACTICE', 'DEPARTMENT_RULE', 'MEETING_MINUTES', 'RULING'] as const;
export const documentKindSchema = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof documentKindSchema>;
export const documentKindWords: Words<DocumentKind> = {
  SANDING: word('“三定”规定', 'Three-fix document'),
  LAW: word('法律', 'Law'),
  REGULATION: word('法规规章', 'Regulation'),
  PARTY_REGULATION: word('党内法规', 'Party regulation'),
  REFORM_PLAN: word('改革方案、编委文件', 'Reform plan'),
  POWER_DUTY_LIST: word('权责清单', 'Power and duty list'),
  PERFORMANCE_LIST: word('镇街履职事项清单', 'Township performance list'),
  PARTY_GOVERNMENT_PAPER: word('党委政府文件', 'Party and government paper'),
  SUPERIOR_ALLOCATION: word('上级职责分工', "Superior's allocation"),
  NEIGHBOUR_PRACTICE: word('周边做法', "Neighbours' practice"),
  DEPARTMENT_RULE: word('部门规范性文件', 'Department rule'),
  MEETING_MINUTES: word('会议纪要', 'Meeting minutes'),
  RULING: word('裁决', 'Ruling'),
};

/** 依据位阶: a basis's rank, the same closed set as the kinds of document (procedures.md 2); what each rank is worth is in `parameters/basis-ranks.yaml`. */
export const basisRankSchema = documentKindSchema;
export type BasisRank = DocumentKind;

export const dutyRoles = ['LEAD', 'LEAD_COORDINATOR', 'LEAD_ORGANISE', 'DRAFT', 'LICENSE', 'GUIDE', 'ASSIST', 'PARTICIPANT', 'CONSULTED', 'CO', 'PERFORM'] as const;
export const dutyRoleSchema = z.enum(dutyRoles);
export type DutyRole = z.infer<typeof dutyRoleSchema>;
export const dutyRoleWords: Words<DutyRole> = {
  LEAD: word('主责', 'Lead'),
  LEAD_COORDINATOR: word('统筹协调', 'Coordinates'),
  LEAD_ORGANISE: word('组织', 'Organises'),
  DRAFT: word('起草', 'Drafts'),
  LICENSE: word('审批', 'Licenses'),
  GUIDE: word('指导监督', 'Guides'),
  ASSIST: word('配合', 'Assists'),
  PARTICIPANT: word('参与', 'Takes part'),
  CONSULTED: word('被商', 'Is consulted'),
  CO: word('会同', 'Joins'),
  PERFORM: word('办理', 'Performs'),
};

export const dutyClauseSchema = z.object({
  dutyClauseId: dutyClauseIdSchema,
  documentId: documentIdSchema,
  documentTitle: z.string(),
  documentKind: documentKindSchema,
  departmentId: departmentIdSchema.nullable(),
  departmentName: z.string().nullable(),
  path: z.string(),
  clauseKind: z.string(),
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  verbs: z.array(z.object({ verb: z.string(), role: dutyRoleSchema, strength: z.number() })),
  partners: z.array(z.object({ name: z.string(), relation: z.string(), departmentId: departmentIdSchema.nullable() })),
  noLead: z.boolean(),
});
export type DutyClause = z.infer<typeof dutyClauseSchema>;

/** A clause found by a search, with the places of the words searched for. */
export const searchHitSchema = dutyClauseSchema.extend({ score: z.number(), highlights: z.array(z.object({ start: z.number().int(), end: z.number().int() })) });

/** What a person has said of a matter and a clause. */
export const linkStates = ['CONFIRMED', 'REJECTED'] as const;
export const linkStateSchema = z.enum(linkStates);
export type LinkState = z.infer<typeof linkStateSchema>;
export const linkStateWords: Words<LinkState> = { CONFIRMED: word('已确认', 'Confirmed'), REJECTED: word('已排除', 'Rejected') };

export const documentSchema = z.object({
  documentId: documentIdSchema,
  kind: documentKindSchema,
  title: z.string(),
  documentNumber: z.string().nullable(),
  departmentId: departmentIdSchema.nullable(),
  departmentName: z.string().nullable(),
  validFrom: instantSchema,
  validTo: instantSchema.nullable(),
  recordedAt: instantSchema,
  clauseCount: z.number().int(),
  fileName: z.string().nullable(),
  fileHash: z.string().nullable(),
});
export type RegistryDocument = z.infer<typeof documentSchema>;

export const matterSchema = z.object({
  matterId: matterIdSchema,
  parentId: matterIdSchema.nullable(),
  code: z.string(),
  name: z.string(),
  isClass: z.boolean(),
  description: z.string(),
  includes: z.array(z.string()),
  excludes: z.array(z.string()),
  keywords: z.array(z.string()),
  version: z.number().int(),
});
export type Matter = z.infer<typeof matterSchema>;

export const basisChangeIdSchema = idSchema('basisChange');
export type BasisChangeId = z.infer<typeof basisChangeIdSchema>;
export const basisWatchItemIdSchema = idSchema('basisWatchItem');
export type BasisWatchItemId = z.infer<typeof basisWatchItemIdSchema>;

/** 立改废释: what happens to a basis (glossary: basisChangeEvent). */
export const basisChangeKinds = ['ENACT', 'AMEND', 'REPEAL', 'INTERPRET'] as const;
export const basisChangeKindSchema = z.enum(basisChangeKinds);
export type BasisChangeKind = z.infer<typeof basisChangeKindSchema>;
export const basisChangeKindWords: Words<BasisChangeKind> = { ENACT: word('制定', 'Enacted'), AMEND: word('修改', 'Amended'), REPEAL: word('废止', 'Repealed'), INTERPRET: word('解释', 'Interpreted') };

export const clauseChanges = ['ADDED', 'REMOVED', 'REWORDED', 'INTERPRETED'] as const;
export const clauseChangeSchema = z.enum(clauseChanges);
export type ClauseChange = z.infer<typeof clauseChangeSchema>;
export const clauseChangeWords: Words<ClauseChange> = { ADDED: word('新增', 'Added'), REMOVED: word('删去', 'Removed'), REWORDED: word('改写', 'Reworded'), INTERPRETED: word('解释', 'Interpreted') };

const clauseText = z.object({ dutyClauseId: z.string(), path: z.string(), text: z.string() });
export const changedClauseSchema = z.object({ change: clauseChangeSchema, before: clauseText.nullable(), after: clauseText.nullable() });
export type ChangedClause = z.infer<typeof changedClauseSchema>;

export const watchStates = ['TO_REVIEW', 'REVIEWED'] as const;
export const watchStateSchema = z.enum(watchStates);
export type WatchState = z.infer<typeof watchStateSchema>;
export const watchStateWords: Words<WatchState> = { TO_REVIEW: word('待复核', 'To review'), REVIEWED: word('已复核', 'Reviewed') };

/** A record that rests on a changed clause. */
export const watchItemSchema = z.object({
  basisWatchItemId: basisWatchItemIdSchema, basisChangeId: basisChangeIdSchema, targetKind: referenceKindSchema, targetId: z.uuid(), label: z.string(), reasons: z.array(reasonSchema),
  state: watchStateSchema, note: z.string(), reviewedBy: z.string().nullable(), reviewedAt: instantSchema.nullable(), version: z.number().int(),
});
export type WatchItem = z.infer<typeof watchItemSchema>;

/** The four columns of an alignment, and the district's other papers below them. */
export const alignmentSides = ['SANDING', 'LAW', 'SUPERIOR', 'NEIGHBOUR', 'DISTRICT_PAPER'] as const;
export const alignmentSideSchema = z.enum(alignmentSides);
export type AlignmentSide = z.infer<typeof alignmentSideSchema>;
export const alignmentSideWords: Words<AlignmentSide> = { SANDING: word('本区“三定”', 'Our three-fix documents'), LAW: word('法律法规', 'Law'), SUPERIOR: word('上级职责分工', "Superior's allocation"), NEIGHBOUR: word('周边做法', "Neighbours' practice"), DISTRICT_PAPER: word('本区党委政府文件、清单和裁决', "Our district's papers, lists and rulings") };
