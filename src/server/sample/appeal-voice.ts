import type { Channel } from '../../core/appeals/model.ts';
import type { Chance } from './random.ts';
import { placeKinds, type Place, type PlaceKind, type Situation } from './situations.ts';

/** People's own ways in; no other system reports to the sample district. */
export type PersonalChannel = Exclude<Channel, 'SYSTEM'>;

/** What the slots of one appeal stand for: told twice, it is the same place and the same numbers. */
export type Facts = Readonly<Record<string, string>>;

const slotKinds: Readonly<Record<string, PlaceKind>> = {
  road: 'ROAD', estate: 'ESTATE', court: 'OLD_COURT', market: 'MARKET', mall: 'MALL', park: 'PARK', river: 'RIVER', school: 'SCHOOL',
  company: 'FACTORY', site: 'SITE', village: 'VILLAGE', hospital: 'HOSPITAL', station: 'STATION',
};
const surnames = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '周', '吴', '徐', '孙', '何', '罗', '曾', '唐', '邓', '冯', '钟', '谭', '蒋', '龚', '廖', '敬'];
const givenNames = ['秀英', '建国', '小芳', '志强', '晓燕', '光荣', '桂兰', '德明', '思雨', '浩然', '玉珍', '永福', '雪梅', '俊杰', '素华', '国庆', '欣怡', '世友', '春梅', '文博', '利', '敏', '伟', '静', '涛', '洪'];

export const drawName = (chance: Chance): string => `${chance.pick(surnames)}${chance.pick(givenNames)}`;

export const groupPlaces = (places: readonly Place[]): ReadonlyMap<string, readonly Place[]> => {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    for (const key of [place.kind, `${place.township}/${place.kind}`]) groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return groups;
};

export function drawFacts(place: Place, groups: ReadonlyMap<string, readonly Place[]>, chance: Chance): Facts {
  const facts: Record<string, string> = {
    place: place.name,
    building: `${chance.between(1, 18)}栋${chance.happens(0.6) ? `${chance.between(1, 4)}单元` : ''}`,
    time: chance.pick(['昨天', '前天', '上周六', '上周三', '这周一', '大前天', '3号', '12号', '上个周末']),
    hour: chance.pick(['晚上十一点多', '凌晨一点', '凌晨两点多', '半夜十二点']),
    days: String(chance.pick([3, 4, 5, 6, 8, 10, 12, 15, 20, 26, 40])),
    count: String(chance.between(3, 18)),
    amount: String(chance.pick([860, 1280, 1980, 2600, 2999, 3600, 4980, 5800, 6880, 8000, 9600, 12800, 15600])),
    wan: String(chance.between(3, 60)),
    person: chance.pick(surnames),
  };
  for (const [slot, kind] of Object.entries(slotKinds)) {
    const near = groups.get(`${place.township}/${kind}`) ?? groups.get(kind) ?? [place];
    facts[slot] = kind === place.kind ? place.name : chance.pick(near).name;
  }
  return facts;
}

export const fillSlots = (template: string, facts: Facts): string => template.replace(/\{(\w+)\}/g, (_, slot: string) => facts[slot] ?? slot);

const greetings = ['您好，', '你好，', '领导好，', '打扰了，', '麻烦登记一下，'];
const preambles = [
  '我平时很少打这个电话，实在是没办法了。', '本来不想麻烦政府的。', '先说一句，区里这两年变化确实大，公园也多了，大家都看得到，但是下面这个事真的要管一管。',
  '我退休前也是在单位上班的，道理我懂。', '在网上查了半天也不晓得归哪里管，就写到这里。', '前几天跟亲戚吃饭还说起这个，他们那边早就弄好了。', '我是替我爸妈反映的，他们不会用手机。',
  '今天又是一肚子气。', '这是我第三次反映了，前两次都显示办结。', '我是业主群里大家推选出来反映的。',
];
const polite = ['麻烦尽快处理一下，谢谢！', '辛苦你们了。', '请相关部门核实，给个回复，谢谢。', '希望能有人来现场看一看。', '盼复。', '请帮忙协调解决，感谢。'];
const angry = ['到底有没有人管？？', '再不处理我就发到网上去！', '每次都说在处理在处理，处理到哪里去了！', '不要再踢皮球了！！', '别又是一句“已转相关部门”！', '我们老百姓的事就不是事吗？'];
const details = ['我有照片和视频，可以提供。', '白天晚上都可以打我电话。', '请不要把我的电话告诉对方。', '以前也找过社区，没有结果。', '周围邻居都可以作证。', '我人就在现场，可以带路。', '希望三天之内给个准信。'];
const askers = ['麻烦告知一下，谢谢。', '需要带哪些材料，麻烦一次说清楚。', '请有关部门给个明确答复。', '盼复。', '谢谢！'];
const proposers = ['希望能够采纳。', '请有关部门研究一下。', '相信办好了大家都会点赞。', '盼复。'];
const askerDetails = ['在网上没有查到准确的说法。', '白天晚上都可以打我电话。', '打了几个电话说法都不一样。', '窗口太远，跑一趟要请半天假。'];
const histories = [
  '从去年下半年开始就断断续续这样，中间好过一阵，没多久又反复。', '先后找过社区、也打过热线，工单号我都留着，每次答复都差不多，说是正在协调。',
  '上个月有两个单位一起来看过，当面说得很好，走了以后就没有下文了。', '我们几家住户商量过，愿意配合，该出力的出力，但是总要有个牵头的人。',
  '我查过相关规定，也请教过懂行的朋友，都说这个事政府部门应该管，只是不知道具体归哪一家。', '家里有老人和小孩，长期这样下去身体和心情都受影响，实在拖不起了。',
  '不是我一个人这么说，周围的人见面都在议论，有的已经没有信心了。',
];
const clerk = ['来电人反映：', '市民来电：', '来电人称，', '市民求助：', '群众来电反映，'];
const mailbox = ['书记您好！', '尊敬的区长：', '尊敬的领导：', '书记百忙之中打扰了。'];
const typos: readonly (readonly [string, string])[] = [['的', '得'], ['在', '再'], ['那', '哪'], ['已经', '以经'], ['反映', '反应'], ['城管', '成管'], ['物业', '物叶'], ['账', '帐'], ['噪音', '燥音'], ['油烟', '油咽'], ['绿化', '录化'], ['需要', '须要'], ['安装', '按装'], ['做', '作']];

function addTypos(text: string, chance: Chance): string {
  const [right, wrong] = chance.pick(typos);
  const at = text.indexOf(right, chance.between(0, Math.floor(text.length / 2)));
  return at < 0 ? text : `${text.slice(0, at)}${wrong}${text.slice(at + right.length)}`;
}

/** The ways people type: no marks at all, blanks for marks, one breath, a slip of the hand, marks in heaps. */
const habits: readonly { readonly weight: number; readonly write: (text: string, chance: Chance) => string }[] = [
  { weight: 62, write: (text) => text },
  { weight: 8, write: (text) => text.replace(/[，。！？；：“”]/g, '') },
  { weight: 7, write: (text) => text.replace(/[，。！？；]+/g, ' ').trim() },
  { weight: 7, write: (text) => text.replace(/[。！？；]+(?=.)/g, '，') },
  { weight: 11, write: addTypos },
  { weight: 3, write: (text) => text.replace(/[！。](?=.|$)/g, '！！！') },
  { weight: 2, write: (text) => text.replaceAll('，', ',').replaceAll('。', '.') },
];

const openers: Readonly<Record<PersonalChannel, (chance: Chance) => string>> = {
  TELEPHONE: (chance) => (chance.happens(0.55) ? chance.pick(clerk) : ''),
  WEB: (chance) => (chance.happens(0.25) ? chance.pick(greetings) : ''),
  APP: (chance) => (chance.happens(0.1) ? chance.pick(greetings) : ''),
  LETTER: () => '尊敬的领导：',
  VISIT: (chance) => (chance.happens(0.6) ? '来访人反映：' : ''),
  LEADER_MAILBOX: (chance) => chance.pick(mailbox),
};

const MIN_LENGTH = 40;
const MAX_LENGTH = 350;

interface Manner {
  readonly asks: readonly string[];
  readonly shouts: readonly string[];
  readonly details: readonly string[];
}

const manners: Readonly<Record<Situation['type'], Manner>> = {
  INQUIRY: { asks: askers, shouts: askers, details: askerDetails },
  SUGGESTION: { asks: proposers, shouts: proposers, details: ['以前也跟社区提过。', '白天晚上都可以打我电话。', '身边好多人都这么想。', '具体情况可以来实地看看。'] },
  HELP: { asks: polite, shouts: angry, details },
  COMPLAINT: { asks: polite, shouts: angry, details },
  REPORT: { asks: polite, shouts: angry, details },
};

function closeText(text: string, { asks, shouts, details: facts }: Manner, chance: Chance): string {
  const mood = chance.next();
  const closed = mood < 0.3 ? text + chance.pick(asks) : mood < 0.42 ? text + chance.pick(shouts) : text;
  const told = chance.happens(0.15) ? closed + chance.pick(facts) : closed;
  return told.length >= MIN_LENGTH ? told : `${told}${chance.pick(facts)}${told === text ? chance.pick(asks) : ''}`;
}

/** How often somebody writes the whole story, by the way they come. */
const longStoryRate: Readonly<Record<PersonalChannel, number>> = { TELEPHONE: 0.06, WEB: 0.22, APP: 0.06, LETTER: 0.9, VISIT: 0.35, LEADER_MAILBOX: 0.6 };

function drawStory(type: Situation['type'], channel: PersonalChannel, chance: Chance): string {
  if (type === 'INQUIRY' || type === 'SUGGESTION' || !chance.happens(longStoryRate[channel])) return '';
  const first = chance.between(0, histories.length - 1);
  const told = Array.from({ length: chance.between(1, 3) }, (_, index) => histories[(first + index * 2) % histories.length] ?? '');
  return told.join('');
}

/** Writes what one person says about one situation, or about two at once; 40 to 350 characters. */
export function tellAppeal(parts: readonly string[], type: Situation['type'], channel: PersonalChannel, chance: Chance): string {
  const body = parts.join(chance.pick(['另外，', '还有一个事，', '顺便再反映一个，', '还有就是，']));
  const preamble = type !== 'INQUIRY' && chance.happens(0.1) ? chance.pick(preambles) : '';
  const whole = closeText(`${openers[channel](chance)}${preamble}${body}${drawStory(type, channel, chance)}`, manners[type], chance);
  const habit = channel === 'TELEPHONE' || channel === 'VISIT' ? habits[0] : chance.pickWeighted(habits, (item) => item.weight);
  const written = (habit ?? { write: (text: string) => text }).write(whole, chance);
  const long = written.length >= MIN_LENGTH ? written : `${written} ${chance.pick(preambles)}`;
  return (long.length >= MIN_LENGTH ? long : `${long} ${preambles[2]}`).slice(0, MAX_LENGTH);
}

/** Heavier towns report more; the three rural ones less. */
const townshipWeights: Readonly<Record<string, number>> = { donghu: 1.6, longteng: 1.5, wenchang: 1.2, xinhe: 1.2, qingxi: 1.1, baiyun: 0.8, taoyuan: 0.8, shipan: 0.7 };

export function drawPlace(kind: PlaceKind, groups: ReadonlyMap<string, readonly Place[]>, chance: Chance): Place {
  const places = groups.get(kind);
  if (places === undefined) throw new RangeError(`no place of kind ${kind} among ${placeKinds.length} kinds`);
  return chance.pickWeighted(places, (place) => townshipWeights[place.township] ?? 1);
}
