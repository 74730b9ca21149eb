const places = ['人民路', '建设街', '和平小区', '滨河花园', '幸福里', '新华巷', '东关村', '学府路'];
const troubles = [
  '路灯连续多日不亮，夜间出行很不安全', '楼下餐馆油烟直排，居民不敢开窗', '小区消防通道长期被机动车占用', '电梯频繁停运，老人上下楼困难',
  '工地夜间施工噪声扰民', '自来水水压不足，高层经常停水', '路面塌陷积水，已有行人摔伤', '垃圾多日无人清运，异味明显',
];
const details = [
  '从上个月开始就是这样，白天晚上都有，附近几十户人家都受影响', '已经向物业和社区说过三次，每次都答应来看，过后就没有下文', '家里有老人和孩子，进出都很不方便，已经有人为此住院',
  '上周有两位工作人员到现场看过，说要回去研究，至今没有结果', '曾拨打热线，答复说不属于其职责，让我找别的部门', '邻居们意见都很大，业主群里天天有人说这件事',
];
const wishes = ['望有关部门尽快到现场核实', '请明确由哪个部门负责并答复处理时限', '希望能从根本上解决，不要再推来推去', '请处理后给我回个电话'];

const LENGTH = 300;

/** The appeal of this number: the same number gives the same text, of 300 Chinese characters, about one trouble as most are. */
export function appealText(number: number): { title: string; text: string } {
  const place = places[number % places.length] as string;
  const trouble = troubles[Math.floor(number / places.length) % troubles.length] as string;
  let text = `来电人反映，${place}${(number % 200) + 1}号附近${trouble}。`;
  for (let step = number; text.length < LENGTH; step += 1) text += `${details[step % details.length] ?? ''}，${wishes[(step * 3 + 1) % wishes.length] ?? ''}。`;
  return { title: `${place}${trouble.slice(0, 8)}`, text: text.slice(0, LENGTH) };
}
