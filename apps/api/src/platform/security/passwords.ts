import { createHash } from 'node:crypto';
import { hash, hashRaw, verify } from '@node-rs/argon2';

/** argon2id with m = 19 MiB, t = 2, p = 1 (OWASP's first choice); about 35 ms. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of no password at all, so that an unknown account costs as much time as a wrong password. */
let decoy: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** Whether the password fits. `stored` is null for an unknown account: the same work is done and the answer is false. */
export async function isPasswordRight(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword('decoy');
  const matches = await verify(stored ?? (await decoy), password);
  return stored !== null && matches;
}

/** For codes that have less than 112 bits and must be found by their hash: argon2id with a salt of their owner. Hex. */
export async function hashWithSalt(secret: string, salt: string): Promise<string> {
  return (await hashRaw(secret, { ...OPTIONS, salt: createHash('sha256').update(salt).digest().subarray(0, 16) })).toString('hex');
}
