import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 256 * 1024 * 1024;
const MOST_MS = 20_000;

/**
 * Reads what is left of a request and forgets it. A sender still busy sending does not listen: answered at once, it sees a broken connection instead of
 * the refusal. Given up after 256 MB or 20 seconds.
 */
export async function readAway(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  const enough = new AbortController();
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) enough.abort();
  });
  request.resume();
  await once(request, 'end', { signal: AbortSignal.any([enough.signal, AbortSignal.timeout(MOST_MS)]) }).catch(() => undefined);
}
