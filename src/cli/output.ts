/** Progress and messages: on standard error, so that standard output holds only what was asked for. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** One JSON document, or text for people. */
export function answer(json: boolean, document: unknown, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`);
}
