import { z } from 'zod';
import { disputeIdSchema, interimRuleSchema } from '../disputes/model.ts';
import { divisionEntryIdSchema } from '../division/model.ts';
import { reasonSchema } from '../kernel/reasons.ts';
import { instantSchema } from '../kernel/time.ts';
import type { Words } from '../kernel/words.ts';
import { departmentIdSchema, dutyClauseIdSchema, dutyRoleSchema, matterIdSchema } from '../registry/model.ts';
import { conditionRulesSchema, NO_CONDITIONS } from './conditions.ts';
import { costVersionSchema } from './costs.ts';

const departmentId = departmentIdSchema;
const matterId = matterIdSchema;
const divisionEntryId = divisionEntryIdSchema;
const disputeId = disputeIdSchema;
const dutyClauseId = dutyClauseIdSchema;

/** SETTLED: an entry in force says so; CLEAR: one department in the prediction set; CONTESTED: several; OWNERLESS: none. */
export const dispatchOutcomeSchema = z.enum(['SETTLED', 'CLEAR', 'CONTESTED', 'OWNERLESS']);
export type DispatchOutcome = z.infer<typeof dispatchOutcomeSchema>;

export const dispatchOutcomeWords: Words<DispatchOutcome> = {
  SETTLED: { zh: '已有定论', en: 'Settled' },
  CLEAR: { zh: '职责明确', en: 'Clear' },
  CONTESTED: { zh: '职责存疑', en: 'Contested' },
  OWNERLESS: { zh: '无主事项', en: 'Ownerless' },
};

const probability = z.number().min(0).max(1);
const responsibleDepartments = z.array(z.object({ departmentId, task: z.string().optional(), reasons: z.array(reasonSchema).optional() }));
const matterGuess = z.object({ matterId, name: z.string(), probability }).nullable();

/** Where a person tells of several matters: one of them. */
const proposalSchema = z.object({
  /** Where in the text of the appeal it is told, in UTF-16 offsets. */
  spans: z.array(z.object({ start: z.number().int().min(0), end: z.number().int().min(0) })).min(1),
  outcome: dispatchOutcomeSchema,
  leadDepartment: z.object({ departmentId, probability }),
  responsibleDepartments,
  matter: matterGuess,
  divisionEntryId: divisionEntryId.nullable(),
  reasons: z.array(reasonSchema),
});

/** The answer to "who is to handle this appeal", complete with its grounds: stored, shown, exported, replayed. */
/** The cut-off by the costs in force, from which on one department alone is the set. */
export const cutOffSchema = z.object({
  probability,
  /** The version of the costs. */
  costs: z.number().int(),
  /** How often sets of this cut-off hold the right department, by orders held out; null without such orders. */
  promised: probability.nullable(),
});

export const dispatchCardSchema = z.object({
  kind: z.literal('dispatchCard'),
  v: z.literal(1),
  outcome: dispatchOutcomeSchema,
  leadDepartment: z.object({ departmentId, probability }).nullable(),
  responsibleDepartments,
  /** At most 8, surest first. */
  ranking: z.array(z.object({ departmentId, name: z.string(), probability, reasons: z.array(reasonSchema) })).max(8),
  /** The departments among which the right one is found with the promised coverage. */
  predictionSet: z.array(departmentId),
  /** What made it one department or several; absent where an entry or a dispute decides, or nothing is known. */
  cutOff: cutOffSchema.optional(),
  matter: matterGuess,
  divisionEntryId: divisionEntryId.nullable(),
  excluded: z.array(z.object({ departmentId, reason: reasonSchema })),
  interim: z.object({ disputeId, departmentId: departmentId.nullable(), rule: interimRuleSchema }).nullable(),
  reasons: z.array(reasonSchema),
  wouldChange: z.array(reasonSchema).optional(),
  /** One for each matter where the appeal is about several; absent where it is about one. */
  proposals: z.array(proposalSchema).optional(),
  /** Share of the text's words and runs that the model had learned; absent where no model speaks. */
  known: probability.optional(),
  /** What it was computed from, for replay: counters of the parts, the model, the engine, and the hash of the registry, entries and disputes as they were seen (absent on cards from before replay). */
  knowledge: z.object({ model: z.string(), entries: z.string(), registry: z.string(), engine: z.number().int().optional(), state: z.string().optional() }),
  at: instantSchema,
});
export type DispatchCard = z.infer<typeof dispatchCardSchema>;

/** What of an appeal the engine reads; nothing about the person. */
export const appealTextSchema = z.object({
  title: z.string().optional(),
  text: z.string(),
  place: z.string().optional(),
  /** The name of a township, as the form gives it. */
  township: z.string().optional(),
  category: z.string().optional(),
  complainedParty: z.string().optional(),
});
export type AppealText = z.infer<typeof appealTextSchema>;

export const knownDepartmentSchema = z.object({
  departmentId,
  name: z.string(),
  aliases: z.array(z.string()),
  /** The kind of the registry (GOVERNMENT_DEPARTMENT, TOWNSHIP …); only shown. */
  kind: z.string(),
  isTownship: z.boolean(),
});
export type KnownDepartment = z.infer<typeof knownDepartmentSchema>;

export const knownMatterSchema = z.object({
  matterId,
  /** By which lists refer to it: （030400）. */
  code: z.string().optional(),
  name: z.string(),
  description: z.string().optional(),
  keywords: z.array(z.string()),
  includes: z.array(z.string()),
  /** Words that say the appeal belongs to another matter. */
  excludes: z.array(z.string()),
});
export type KnownMatter = z.infer<typeof knownMatterSchema>;

export const knownBasisSchema = z.object({
  documentId: z.string(),
  /** 《…》 with article, as it is quoted. */
  label: z.string(),
  quote: z.string().optional(),
});

/** A division entry in force at the moment of the card. */
export const knownEntrySchema = z.object({
  divisionEntryId,
  number: z.string(),
  matterId: matterId.nullable(),
  title: z.string(),
  boundary: z.string().optional(),
  /** The part of the matter that it covers, as its boundary has it; absent: the whole matter. */
  scope: z.string().optional(),
  stage: z.string().optional(),
  includes: z.string().optional(),
  excludes: z.string().optional(),
  trigger: z.string().optional(),
  /** Names of townships it is limited to; empty: the whole district. */
  townships: z.array(z.string()).default([]),
  leadDepartmentId: departmentId,
  responsible: z.array(z.object({ departmentId, task: z.string().optional() })),
  bases: z.array(knownBasisSchema),
  /** Appeals that led to it (title and text in one string). */
  exemplars: z.array(z.string()),
});
export type KnownEntry = z.infer<typeof knownEntrySchema>;

export const knownClauseSchema = z.object({
  dutyClauseId,
  departmentId,
  text: z.string(),
  /** `strength` 0 to 1, from the verb table (procedures.md 5.4). */
  verbs: z.array(z.object({ verb: z.string(), role: dutyRoleSchema, strength: z.number() })),
  /** The title of the 三定 text it stands in. */
  document: z.string(),
  /** Where in it: `三、（五）`. */
  path: z.string(),
  /** In a law: the authority by the name the law gives it; absent in the department's own duties. */
  authority: z.string().optional(),
  /** Departments it acts with (会同), or that assist it (由…配合). */
  partners: z.array(z.object({ departmentId, relation: z.enum(['JOINTLY_WITH', 'ASSISTED_BY']) })).optional(),
  /** The stages for which it gives its department the duty: 移交后. */
  stages: z.array(z.string()).optional(),
});
export type KnownClause = z.infer<typeof knownClauseSchema>;

export const knownDisputeSchema = z.object({
  disputeId,
  number: z.string(),
  title: z.string(),
  matterId: matterId.nullable(),
  interimRule: interimRuleSchema,
  /** Who has it while the dispute is pending: interim lead, or for KEEP_CURRENT the unit that holds the order now. */
  interimDepartmentId: departmentId.nullable(),
  exemplars: z.array(z.string()),
});
export type KnownDispute = z.infer<typeof knownDisputeSchema>;

/** UPHELD and OVERTURNED are rulings on a return; OVERTURNED rows are cited as warnings, never as models. WITHDRAWN ones are neither: they were taken back. */
export const precedentOutcomeSchema = z.enum(['ACCEPTED', 'RETURNED', 'UPHELD', 'OVERTURNED', 'WITHDRAWN']);
export const precedentOutcomeWords: Words<z.infer<typeof precedentOutcomeSchema>> = {
  ACCEPTED: { zh: '已承办', en: 'Accepted' },
  RETURNED: { zh: '已退单', en: 'Returned' },
  UPHELD: { zh: '裁定维持', en: 'Upheld' },
  OVERTURNED: { zh: '裁定撤销', en: 'Overturned' },
  WITHDRAWN: { zh: '已收回', en: 'Taken back' },
};

export const knownPrecedentSchema = z.object({
  precedentId: z.string(),
  title: z.string(),
  text: z.string(),
  /** Who handled it in the end. */
  departmentId,
  matterId: matterId.nullable().optional(),
  /** Who handled it beside the lead. */
  responsible: z.array(departmentId).optional(),
  outcome: precedentOutcomeSchema,
  /** The place in which it became known; absent: any model has learned it. */
  number: z.number().int().optional(),
});
export type KnownPrecedent = z.infer<typeof knownPrecedentSchema>;

/** Lists of words that stop an ordinary dispatch (procedures.md 7.1), with the article they come from. */
export const guardRulesSchema = z.object({
  v: z.number().int(),
  emergency: z.array(z.object({ code: z.string(), words: z.array(z.string()), unless: z.array(z.string()).default([]), zh: z.string(), en: z.string(), source: z.string() })),
  statutoryRoutes: z.array(z.object({ code: z.string(), words: z.array(z.string()), unless: z.array(z.string()).default([]), zh: z.string(), en: z.string(), source: z.string() })),
  /** Words that turn the mention of a unit into an accusation of it. */
  accusation: z.object({
    after: z.array(z.string()),
    before: z.array(z.string()),
    /** Right before the unit they make it the one who is asked (向…投诉), not the one accused. */
    asked: z.array(z.string()).default([]),
    window: z.number().int().min(0),
    source: z.string(),
  }),
});
export type GuardRules = z.infer<typeof guardRulesSchema>;

export const knowledgeVersionsSchema = dispatchCardSchema.shape.knowledge;
export type KnowledgeVersions = z.infer<typeof knowledgeVersionsSchema>;

/** Everything the card is computed from, as it held and was known at one moment; the trained models come beside it (`KnowledgeInput`). Departments are only those in being. */
export const knowledgeSchema = z.object({
  versions: knowledgeVersionsSchema,
  departments: z.array(knownDepartmentSchema),
  matters: z.array(knownMatterSchema),
  entries: z.array(knownEntrySchema),
  clauses: z.array(knownClauseSchema),
  disputes: z.array(knownDisputeSchema),
  precedents: z.array(knownPrecedentSchema),
  guard: guardRulesSchema,
  conditions: conditionRulesSchema.default(NO_CONDITIONS),
  /** Every version of them, also those to come. */
  costs: z.array(costVersionSchema).min(1).readonly(),
});
export type Knowledge = z.infer<typeof knowledgeSchema>;

/** Cuts a text into words; handed in, since core has no dictionary. */
export type Segment = (text: string) => readonly string[];

/** What an officer says of a card. MISSING_DUTY: no department has the duty (缺职责). */
export const feedbackVerdictSchema = z.enum(['RIGHT', 'WRONG', 'MISSING_DUTY']);
export type FeedbackVerdict = z.infer<typeof feedbackVerdictSchema>;
export const feedbackVerdictWords: Words<FeedbackVerdict> = {
  RIGHT: { zh: '对', en: 'Right' },
  WRONG: { zh: '不对', en: 'Wrong' },
  MISSING_DUTY: { zh: '缺职责', en: 'Nobody has the duty' },
};

/** Of what the stability index tells whether it has moved. */
export const driftKindSchema = z.enum(['OUTCOMES', 'MATTER_CLASSES', 'UNKNOWN_WORDS']);
export type DriftKind = z.infer<typeof driftKindSchema>;
export const driftKindWords: Words<DriftKind> = {
  OUTCOMES: { zh: '研判结论构成', en: 'Share of outcomes' },
  MATTER_CLASSES: { zh: '事项大类构成', en: 'Share of matter classes' },
  UNKNOWN_WORDS: { zh: '模型未学过的字词占比', en: 'Words the model has not learned' },
};

export const driftVerdictSchema = z.enum(['STABLE', 'MOVING', 'MOVED', 'TOO_FEW']);
export type DriftVerdict = z.infer<typeof driftVerdictSchema>;
export const driftVerdictWords: Words<DriftVerdict> = {
  STABLE: { zh: '平稳', en: 'Stable' },
  MOVING: { zh: '有所变化', en: 'Moving' },
  MOVED: { zh: '明显变化', en: 'Moved' },
  TOO_FEW: { zh: '件数不足，不作判断', en: 'Too few to tell' },
};

/** What a table of the health page holds, as it is exported. */
export const healthPartSchema = z.enum(['WEEKS', 'CLASSES', 'RELIABILITY', 'CURVE', 'COSTS', 'DRIFT']);
export type HealthPart = z.infer<typeof healthPartSchema>;
export const healthPartWords: Words<HealthPart> = {
  WEEKS: { zh: '逐周', en: 'By week' },
  CLASSES: { zh: '按事项大类', en: 'By matter class' },
  RELIABILITY: { zh: '把握与实际', en: 'Reliability' },
  CURVE: { zh: '准确率与覆盖率', en: 'Accuracy and coverage' },
  COSTS: { zh: '成本', en: 'Costs' },
  DRIFT: { zh: '漂移', en: 'Drift' },
};

/** How a card should be handled by what errors and minutes cost. */
export const handlingAdviceSchema = z.enum(['DISPATCH', 'CONSULT']);
export type HandlingAdvice = z.infer<typeof handlingAdviceSchema>;
export const handlingAdviceWords: Words<HandlingAdvice> = {
  DISPATCH: { zh: '可直接派单', en: 'Can be dispatched at once' },
  CONSULT: { zh: '宜先会商', en: 'Consult first' },
};
