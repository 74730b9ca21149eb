/** 张* : the family name's first character stays, the length of the rest does not show. Empty stays empty. */
export const maskName = (name: string): string => (name === '' ? '' : `${Array.from(name)[0] as string}*`);

const SHORTEST_SHOWN = 9;

/** 138****0000; a number too short to hide its middle is hidden whole. Empty stays empty. */
export function maskPhone(phone: string): string {
  if (phone === '') return '';
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length < SHORTEST_SHOWN ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Telephone numbers however they are set apart, identity numbers, bank cards: seven digits and more in a row. */
const NUMBERS = /(?<!\d)1\d{2}[-\s]\d{4}[-\s]\d{4}(?!\d)|(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)|\d{7,}[Xx]?/g;

const WIDE_DIGITS = /[０-９]/g;

/** The text without numbers that may lead to a person; full-width digits are digits too. */
export const maskNumbers = (text: string): string =>
  text.replaceAll(WIDE_DIGITS, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replaceAll(NUMBERS, '****');

export interface Person {
  readonly appellantName: string;
  readonly appellantPhone: string;
}

/** A name of one character is also a word. */
const SHORTEST_NAME = 2;

/** The text as what learns from it and what is shown to others may have it: without numbers, and without the appellant's own name. */
export function withoutPerson(text: string, { appellantName, appellantPhone }: Person): string {
  const unnumbered = appellantPhone.length >= SHORTEST_SHOWN ? maskNumbers(text.replaceAll(appellantPhone, '****')) : maskNumbers(text);
  return appellantName.length >= SHORTEST_NAME ? unnumbered.replaceAll(appellantName, maskName(appellantName)) : unnumbered;
}
