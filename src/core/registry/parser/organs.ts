import type { DepartmentAlias } from './model.ts';
import type { VerbReader } from './verbs.ts';

/** Organs named one after another at `start..end` of a segment. */
export interface OrganList {
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Reads organs at a place of a text, and finds whose names they are. */
export interface OrganReader {
  /** `loose` also takes a list whose follower is unknown: behind 会同, 配合 and the like. */
  readonly at: (text: string, at: number, loose?: boolean) => OrganList | null;
  readonly departmentOf: (name: string) => string | undefined;
}

/** How the name of an organ ends. Words such as 单位, 机构, 中心 count only where they name an organ of the government, not a firm or a hospital. */
const SUFFIX = new RegExp(
  [
    '(?:人民)?政府(?:办公室|办)?(?:及其(?:有关|相关)?部门)?',
    '镇（街道）|镇街|街道办事处|办事处|委员会|管委会|党工委|工委|居委会|村委会',
    '(?:主管|管理|行政|监督|执法|有关|相关|职能|牵头|责任|监管)*部门(?:(?:或者|和|、)(?:机构|单位)(?!的))?',
    '(?:等|有关|相关|各|责任|成员|牵头|主办|承办|配合)单位',
    '机关(?:交通管理(?:部门|机构)?|消防(?:救援)?机构)?',
    '(?:主管|督导|检验|检查|管理|监督|执法|监管|派出|行政|工作|办事|经办|登记|事务|稽查|救援|妇幼保健|疾病预防控制|指导)机构',
    '分局|支队|大队|中队|总队|派出所|(?<![全布格结当时])局|厅|办公室',
    '(?:发改|发展改革|发展和改革|卫健|卫生健康|卫计|住建|经信|经济和信息化|国资|教|农|科|监|纪|党|政法|编|区|市|县|省|民宗|交|团)委',
    '(?:编|区委|市委|县委|外事|台|侨|法制|食安|安|双拥|河长|人防|防汛|网信|网络理政|金融|政务|热线)办',
    '(?:组织|宣传|统战|统一战线工作|社会工作|武装|财政|公安|教育|民政|司法|商务|水利|交通运输|自然资源|生态环境|农业农村|住房城乡建设|住房和城乡建设|应急管理|文化和旅游|人力资源社会保障|人力资源和社会保障|工业和信息化|科学技术)部(?![门分署])',
    '法院|检察院|妇联|工会|残联|红十字会|海关|海事|公安|交警|乡镇|街道|镇街|镇乡|督查室|联合会|人民银行|运输机构',
    '(?:服务|指挥|监测|控制|治理|管理|执法|调解|保障|应急|热线)中心',
  ].join('|'),
  'gu',
);

/** What may follow the last organ of a list when a duty begins. */
const FOLLOWER =
  /^(?:$|[，。；：（）]|等(?!.{0,6}(?:部门|单位|机构))|应当|应(?!急)|可以|不得|须|必须|要|依法|依照|依据|按|根据|在|对|将|向|和?各自|具体|统一|分别|共同|认真|切实|及时|定期|主要|会同|联合|协同|商(?![务业品标贸会户场])|同意|予以|给予|之间|两|为主|牵头|负责|配合|进行|实施|实行|责成|委托|组成|参加|报送|作出|做出|不再|也|均|已|已经|未|有权|暂停|是[^，。]{2,40}(?:主管|管理|监督|负责|部门|机构|机关)|有权|接到|收到|发现|认为|决定|批准|同意|备案)/u;
const CONTINUES = /^(?:、|和|及|以及|与|或|等.{0,6}(?:部门|单位|机构)|（[^）]{1,20}）(?:、|和|人民政府|级|各))/u;
const NOT_A_LIST = /[的“”《》是]|(?<!自)由|对(?!外)|有下列|应当|可以|不得|(?:^|、|和|并)(?:报(?!社|业|刊)|经(?!济|信|贸|营|办)|向|送|在|未经|将|抄送|依法|依照|根据|按|通过|移交|立即|通知|发现|征求|制止|设立|使用|违反|对|为|围绕|提供|领导|内设)|[^、财已曾自]经(?![济信贸营办费纪销])|设在|内设|所属|(?:全部|内部|外部|干部|布局|格局|时局|结局|当局)/u;

/** Names with 和 inside. */
const COMPOUNDS =
  /住房和城乡|人力资源和社会|发展和改革|工业和信息|经济和信息|科技和信息|文化和旅游|体育和旅游|文化体育和|规划和自然资源|自然资源和规划|卫生和计划|民族和宗教|民族宗教和|新闻出版和|广播电视和|城市管理和|城管和|市容和环境|园林和|林业和|市政和|金融和|商务和|农业和|水利和|粮食和物资|退役军人和|国防和|党校和|审批和|机构和编制|市场和|环境和|安全和|交通和|国土和|教育和体育|教育和科技|统一战线和/gu;

const LEVEL = '(?:设区的市|不设区的市|市辖区|自治州|自治县|自治区|直辖市|开发区|[省市县区州旗镇乡])(?:（[^）]{1,12}）)?(?:级)?';
/** “县级以上人民政府”, “市、区（县）” before the field: the level, not the name. */
const LEVELS = new RegExp(`^(?:(?:国务院|中央|本级|上级|同级|当地|有关|相关|其他|地方|各级|所在地的?)|(?:${LEVEL})(?:(?:、|和|或者|以及|及)(?:${LEVEL}))+(?:以上)?|(?:${LEVEL})以上)*(?:地方)?(?:各级)?(?:人民政府|政府)?(?:及其|的|其)?`, 'u');

/** 和 inside a name and anything inside a bracket (“县（市、区）”) part no names. */
const mask = (text: string): string => text.replaceAll(COMPOUNDS, (name) => name.replaceAll('和', '＆')).replaceAll(/（[^）]{0,40}）/gu, (bracket) => bracket.replaceAll('、', '＃').replaceAll('和', '＆'));
const unmask = (text: string): string => text.replaceAll('＆', '和').replaceAll('＃', '、');

function stripLevel(full: string): string {
  const name = full.replace(CHOSEN, '');
  const rest = name.slice(LEVELS.exec(name)?.[0].length ?? 0);
  const bare = /^(?:级|以上|有关|相关|各|主管|行政|职能|等)*(?:部门|单位|机构|办公室|办)?$/u.test(rest);
  return bare || rest.length < 2 ? name : rest;
}

function splitNames(region: string): string[] {
  const tail = /等?(?:有关|相关)?(?:(?:行政)?主管|行政|管理|监督|执法|职能)*(?:部门|单位|机构|机关)$/u.exec(region);
  const isShared = tail !== null && /、|和|及|等/u.test(region) && tail[0].startsWith('等');
  const body = isShared ? region.slice(0, tail.index) : region;
  if (LEVELS.exec(body)?.[0] === body) return [body];
  const parts = mask(stripLevel(body)).split(/、|以及|及其|及|或者|或|与|和/u);
  return parts.map((part) => stripLevel(unmask(part).trim().replace(/^(?:由|和|各|等)(?=.{2})/u, (lead) => (lead === '各' ? lead : '')))).filter((part) => part.length >= 2 && part.length <= 40 && !/^(?:部门|单位|机关|机构)$/u.test(part));
}

/** “负责安全生产监督管理的部门”: an organ named by its duty, as laws do. */
const BY_DUTY = /(?:[^，。；、]{0,14}(?:人民政府|所属的))?(?:其他)?(?:负责|承担|履行|主管|负有)[^，。；]{2,30}?的(?:行政)?(?:主管)?(?:部门|机构)/uy;

/** A list of departments may end with bodies that are none: “教育主管部门和教育机构应当”. */
const BODIES = /^(?:和|或者|以及|及|、)[^，。；、的]{2,12}机构(?=应当|负责|可以|会同|依法|按照|不得)/u;

/** 的 inside the name of an organ: “设区的市”, “人民政府指定的部门”, “部门所属的机构”. */
const OF_IN_NAME = /设区的市|有关的|(?:所属|下属|指定|确定|设立|设置|授权|委托)的|工作的(?=(?:监督|行政)?管理部门|主管部门)|的(?=(?:地方)?派出机构)/gu;
/** Whom the naming government chose stands behind these words. */
const CHOSEN = /^.*(?:政府|国务院)(?:依法)?(?:指定|确定|授权|委托)的/u;

/** The duty inside such a name is no wording of its own. */
const DUTY_IN_NAME = /(?:负责|承担|履行|负有)[^，。；、]{2,30}?的(?=(?:行政)?(?:主管)?(?:部门|机构))/gu;

const STRONG = /(?:部门|局|机关|政府|委员会|机构|办事处|委|厅)$/u;
const NO_ACT = /^(?:的|所|核定|指定|规定|批准|认可|要求|公布|制定的|确定的|工作人员|负责人|及其|、|和)/u;

/** 市公安｜局｜交警支队: one name read on. */
const isSameName = (more: string): boolean => more.length <= 8 && !/[、，和及与]/u.test(more);

/** Where names of organs may end, up to the first word that no list holds. */
function* organEnds(region: string): Generator<number> {
  for (const match of region.matchAll(SUFFIX)) {
    const end = match.index + match[0].length;
    const head = region.slice(0, end);
    if (NOT_A_LIST.test(head.replaceAll(DUTY_IN_NAME, '').replaceAll(OF_IN_NAME, ''))) return;
    if (head.lastIndexOf('（') <= head.lastIndexOf('）')) yield end;
  }
}

const isContinued = (region: string, end: number): boolean => end < 2 || CONTINUES.test(region.slice(end, end + 24));
const readOn = (region: string, last: number | null, end: number): number => (last === null || isSameName(region.slice(last, end)) ? end : last);

const MAX_LIST = 160;
const MAX_GAP = 30;

export function prepareOrgans(verbs: VerbReader, aliases: readonly DepartmentAlias[] = []): OrganReader {
  const byName = new Map(aliases.map((alias) => [alias.name, alias.department]));
  const byLength = aliases.toSorted((a, b) => b.name.length - a.name.length);
  const byBeginning = Map.groupBy(byLength, (alias) => alias.name.slice(0, 2));
  const known = new Map<string, string | undefined>();

  const follows = (text: string, at: number): boolean => FOLLOWER.test(text.slice(at, at + (text.startsWith('是', at) ? 48 : 12))) || verbs.at(text, at) !== null;

  /** An organ with an act no rule knows (“市场监督管理部门暂停办理…”): taken when a verb of the table comes soon. */
  const actsSoon = (text: string, head: string, end: number): boolean => {
    const rest = text.slice(end, end + 14).replace(/[，。；：].*$/u, '');
    return STRONG.test(head) && !NO_ACT.test(rest) && verbs.first(rest) !== null && !rest.includes('的');
  };

  /** Where the list of a region ends: before a word that begins a duty; else where a verb comes soon; else, when loose, after the first name. */
  const findEnd = (text: string, at: number, region: string, loose: boolean): number | null => {
    let last: number | null = null;
    let soon: number | null = null;
    for (const end of organEnds(region)) {
      if (soon !== null && end - soon > MAX_GAP) break;
      const settled = settledEnd(text, at, region, end);
      if (settled !== null) return settled;
      soon ??= soonEnd(text, at, region, end);
      last = isContinued(region, end) ? end : readOn(region, last, end);
    }
    return soon ?? (loose ? last : null);
  };

  const soonEnd = (text: string, at: number, region: string, end: number): number | null => (!isContinued(region, end) && actsSoon(text, region.slice(0, end), at + end) ? end : null);

  /** The end when nothing more can belong to the list: a duty begins, or bodies that are no departments end it. */
  const settledEnd = (text: string, at: number, region: string, end: number): number | null => {
    const bodies = BODIES.exec(region.slice(end, end + 24))?.[0].length ?? 0;
    if (bodies > 0) return end + bodies;
    return !isContinued(region, end) && follows(text, at + end) ? end : null;
  };

  const listAt = (text: string, at: number, loose: boolean): OrganList | null => {
    const region = text.slice(at, at + MAX_LIST);
    const end = findEnd(text, at, region, loose);
    return end === null ? null : { names: splitNames(region.slice(0, end)), start: at, end: at + end };
  };

  /** By its name, else by the end that two names share: 锦川市示范区水务局 and 区水务局 are one. */
  const findDepartment = (name: string): string | undefined =>
    byName.get(name) ?? (name.length < 3 ? undefined : byLength.find((alias) => alias.name.length >= 3 && (alias.name.endsWith(name) || name.endsWith(alias.name)))?.department);

  return {
    at: (text, at, loose = false) => {
      BY_DUTY.lastIndex = at;
      const byDuty = BY_DUTY.exec(text);
      if (byDuty !== null) return { names: [stripLevel(byDuty[0])], start: at, end: at + byDuty[0].length };
      const alias = byBeginning.get(text.slice(at, at + 2))?.find((entry) => text.startsWith(entry.name, at) && follows(text, at + entry.name.length));
      if (alias !== undefined) return { names: [alias.name], start: at, end: at + alias.name.length };
      const list = listAt(text, at, loose);
      return list !== null && list.names.length > 0 ? list : null;
    },
    departmentOf: (name) => {
      if (!known.has(name)) known.set(name, findDepartment(name));
      return known.get(name);
    },
  };
}
