/** 张* : the family name's first character stays, the length of the rest does not show. Empty stays empty. */
export const maskName = (name: string): string => (name === '' ? '' : `${Array.from(name)[0] as string}*`);

const SHORTEST_SHOWN = 9;

/** 138****0000; a number too short to hide its middle is hidden whole. Empty stays empty. */
export function maskPhone(phone: string): string {
  if (phone === '') return '';
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length < SHORTEST_SHOWN ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
