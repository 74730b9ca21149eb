import { randomBytes } from 'node:crypto';
import type { Actor } from '../../core/access/model.ts';
import { sha256 } from './journal.ts';

/** 256 random bits; only its hash is stored, so that a copied database opens no session. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => sha256(token);

const REMEMBER_MS = 2_000;
const MOST_REMEMBERED = 10_000;

/**
 * Remembers who holds a token for two seconds, since a busy caller asks hundreds of times a second.
 * So an ended session may serve for that long on another instance; on this one `forget` ends it at once.
 */
export function makeSignOn(find: (tokenHash: string) => Promise<Actor | undefined>, nowMs: () => number) {
  const remembered = new Map<string, { actor: Actor | undefined; until: number }>();
  return {
    async signOn(token: string): Promise<Actor | undefined> {
      const tokenHash = hashToken(token);
      const known = remembered.get(tokenHash);
      if (known !== undefined && known.until > nowMs()) return known.actor;
      const actor = await find(tokenHash);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(tokenHash, { actor, until: nowMs() + REMEMBER_MS });
      return actor;
    },
    forget(): void {
      remembered.clear();
    },
  };
}
