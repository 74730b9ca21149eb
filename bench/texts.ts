const places = ['人民路', '建设街', '和平小区', '滨河花园', '幸福里', '新华巷', '东关村', '学府路'];
const troubles = [
  '路灯连续多日不亮，夜间出行很不安全', '楼下餐馆油烟直排，居民不敢开窗', '小区消防通道长期被机动车占用', '电梯频繁停运，老人上下楼困难',
  '工地夜间施工噪声扰民', '自来水水压不足，高层经常停水', '路面塌陷积水，已有行人摔伤', '垃圾多日无人清运，异味明显',
];
const wishes = ['望有关部门尽快到现场核实', '此前向物业反映多次没有结果', '请明确由哪个部门负责并答复处理时限', '附近居民对此意见很大', '曾拨打热线，答复说不属于其职责'];

const LENGTH = 300;

/** The appeal of this number: the same number gives the same text, of 300 Chinese characters. */
export function appealText(number: number): { title: string; text: string } {
  const place = places[number % places.length] as string;
  const trouble = troubles[Math.floor(number / places.length) % troubles.length] as string;
  let text = `来电人反映，${place}${(number % 200) + 1}号附近${trouble}。`;
  for (let step = number; text.length < LENGTH; step += 1) text += `${wishes[step % wishes.length] ?? ''}，${troubles[(step * 3 + 1) % troubles.length] ?? ''}。`;
  return { title: `${place}${trouble.slice(0, 8)}`, text: text.slice(0, LENGTH) };
}
