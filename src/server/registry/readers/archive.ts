import { Unzip, UnzipInflate, unzipSync } from 'fflate';
import { refuseRegistry } from '../../../core/registry/refusals.ts';
import { word } from '../../../core/kernel/words.ts';

const UNPACKED_LIMIT = 200 * 1024 * 1024;
const RATIO_LIMIT = 150;
/** Small files may be squeezed hard without harm. */
const RATIO_FREE = 20 * 1024 * 1024;
const ENTRY_LIMIT = 5000;
const STEP = 64 * 1024;

/**
 * The names inside an office archive, after making sure that it unpacks to a bearable size: first by what it declares, then by what it really holds
 * (a bomb lies about its sizes). Refuses `registry.unreadable`, `registry.unsafe-archive`, `registry.encrypted`.
 */
export function inspectArchive(name: string, bytes: Uint8Array): string[] {
  const names: string[] = [];
  let declared = 0;
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        names.push(entry.name);
        declared += entry.originalSize;
        return false;
      },
    });
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: word('压缩结构已损坏', 'the archive is damaged') });
  }
  if (names.length === 0) throw refuseRegistry('registry.unreadable', { name, detail: word('压缩结构已损坏', 'the archive is damaged') });
  if (isTooMuch(declared, bytes.length) || names.length > ENTRY_LIMIT) throw refuseRegistry('registry.unsafe-archive', { name });
  if (isLocked(bytes)) throw refuseRegistry('registry.encrypted', { name });
  if (isTooMuch(measure(name, bytes), bytes.length)) throw refuseRegistry('registry.unsafe-archive', { name });
  return names;
}

const isTooMuch = (unpacked: number, packed: number): boolean => unpacked > UNPACKED_LIMIT || (unpacked > RATIO_FREE && unpacked > packed * RATIO_LIMIT);

/** Bit 0 of the flags in the first local header. */
const isLocked = (bytes: Uint8Array): boolean => ((bytes[6] ?? 0) & 1) === 1;

/** Unpacks in steps only to count, and stops as soon as it is too much. */
function measure(name: string, bytes: Uint8Array): number {
  let unpacked = 0;
  let failure: Error | null = null;
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) failure ??= error;
      else unpacked += chunk.length;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && !isTooMuch(unpacked, bytes.length); at += STEP) unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  } catch (error) {
    failure ??= error as Error;
  }
  if (failure !== null && !isTooMuch(unpacked, bytes.length)) throw refuseRegistry('registry.unreadable', { name, detail: word('压缩内容已损坏', 'the archive’s content is damaged') });
  return unpacked;
}
