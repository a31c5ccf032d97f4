import { hmacSha256 } from '../security/hmac.js';
import type { Actor } from '../context/Context.js';
import type { KeyRing } from '../security/KeyRing.js';

/** The chain of entries that belong to no workspace: accounts, sign-ins, the installation. */
export const INSTALLATION = 'installation';
/** What the first entry of a chain names as the one before it. */
export const FIRST_LINK = 'start';
const PURPOSE = 'audit-chain';

/** A row of audit_logs, in the names of the code. */
export interface AuditRow {
  readonly chain: string;
  readonly workspaceId: string | null;
  readonly seq: number;
  readonly actorType: Actor['type'];
  readonly actorId: string | null;
  readonly userId: string | null;
  readonly action: string;
  readonly entityType: string | null;
  readonly entityId: string | null;
  readonly details: string | null;
  readonly ipAddress: string | null;
  readonly requestId: string | null;
  readonly timestamp: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** What the generated column `id` holds: the place of an entry. */
export function entryIdOf({ chain, seq }: Pick<AuditRow, 'chain' | 'seq'>): string {
  return `${chain}.${seq}`;
}

/**
 * `<key id>.<base64url>`: HMAC-SHA256 over the entry and the hash before it. The key is not in the database, so whoever can write there
 * alone can neither change an entry nor forge the hashes that follow. `user_id` is left out: deleting an account clears it.
 */
export function hashOf(row: Omit<AuditRow, 'hash'>, keyRing: KeyRing): string {
  return hashWith(row, keyRing.currentId, keyRing.current(PURPOSE));
}

/** The hash that the row should have, made with the key its stored hash names; null when that key is no longer in the key file. */
export function expectedHash(row: AuditRow, keyRing: KeyRing): string | null {
  const keyId = row.hash.split('.')[0] ?? '';
  const key = keyRing.derive(PURPOSE, keyId);
  return key && hashWith(row, keyId, key);
}

function hashWith(row: Omit<AuditRow, 'hash'>, keyId: string, key: Buffer): string {
  const covered = [
    row.chain,
    row.seq,
    row.timestamp,
    row.actorType,
    row.actorId,
    row.action,
    row.entityType,
    row.entityId,
    row.details,
    row.ipAddress,
    row.requestId,
    row.prevHash,
  ];
  return `${keyId}.${hmacSha256(key, JSON.stringify(covered))}`;
}
