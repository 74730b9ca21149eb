import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { normalizeText, type NormalizedText } from '../core/registry/normalize.ts';
import { loadConverters } from '../server/registry/readers/converters.ts';
import { readDocument } from '../server/registry/readers/read-document.ts';

/** `lishun normalize FILE`: clean simplified text; the text for people is the cleaned text itself. Throws `Refused` for a file that cannot be taken. */
export async function runNormalize(command: { readonly file: string }): Promise<{ result: NormalizedText; text: string }> {
  const document = await readDocument({ name: basename(command.file), bytes: await readFile(command.file) });
  const result = normalizeText(document.text, loadConverters());
  return { result, text: result.text };
}
