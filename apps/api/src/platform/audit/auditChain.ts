import { newId } from '../database/ids.js';
import { hmacSha256 } from '../security/hmac.js';
import type { Actor } from '../context/Context.js';
import type { KeyRing } from '../security/KeyRing.js';

/** The chain of entries that belong to no workspace: accounts, sign-ins, the installation. */
export const INSTALLATION = 'installation';
/** What the first entry of a chain names as the one before it. */
export const FIRST_LINK = 'start';
const PURPOSE = 'audit-chain';
const WAITING = 'audit-waiting';

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

/** A row whose place in the chain is found when it is written. */
export type UnlinkedRow = Omit<AuditRow, 'seq' | 'prevHash' | 'hash'>;

/** A row of audit_waiting: what it tells is sealed, its place is not known yet. */
export interface WaitingRow extends UnlinkedRow {
  readonly id: string;
  /** `<key id>.<base64url>`, as a hash, over id and entry. */
  readonly seal: string;
}

/** An entry without a place, as it is found. */
export interface FoundWaiting extends WaitingRow {
  /** The same entry has a place already: someone put it back. */
  readonly isCopy: boolean | number;
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

/** An entry that waits for its place: from here on nobody without the key can change what it tells. */
export function sealOf(row: UnlinkedRow, keyRing: KeyRing): WaitingRow {
  const id = newId();
  const [keyId, key] = [keyRing.currentId, keyRing.current(WAITING)];
  return { ...row, id, seal: `${keyId}.${hmacSha256(key, JSON.stringify([id, ...covered(row)]))}` };
}

/** Whether an entry that waits is what was written; null when the key that its seal names is no longer in the key file. */
export function isSealed(row: WaitingRow, keyRing: KeyRing): boolean | null {
  const keyId = row.seal.split('.')[0] ?? '';
  const key = keyRing.derive(WAITING, keyId);
  return key && row.seal === `${keyId}.${hmacSha256(key, JSON.stringify([row.id, ...covered(row)]))}`;
}

function hashWith(row: Omit<AuditRow, 'hash'>, keyId: string, key: Buffer): string {
  const [chain, ...told] = covered(row);
  return `${keyId}.${hmacSha256(key, JSON.stringify([chain, row.seq, ...told, row.prevHash]))}`;
}

function covered(row: UnlinkedRow): (string | null)[] {
  return [
    row.chain,
    row.timestamp,
    row.actorType,
    row.actorId,
    row.action,
    row.entityType,
    row.entityId,
    row.details,
    row.ipAddress,
    row.requestId,
  ];
}
