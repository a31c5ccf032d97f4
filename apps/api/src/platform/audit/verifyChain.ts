import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeyRing } from '../security/KeyRing.js';
import { type AuditRow, entryIdOf, expectedHash, FIRST_LINK, type FoundWaiting, isSealed } from './auditChain.js';
import { OpenRedactions } from './redactedEntries.js';

export const BREAK_REASONS = ['changed', 'missing', 'order', 'unknownKey', 'cutOff'] as const;
export type BreakReason = (typeof BREAK_REASONS)[number];

/** The first place at which a chain does not hold. */
export interface ChainBreak {
  readonly seq: number;
  /** The entry that stands there; null when there is none. */
  readonly entryId: string | null;
  readonly reason: BreakReason;
}

export interface ChainVerdict {
  readonly entries: number;
  readonly broken: ChainBreak | null;
}

/** How long a chain was, and what its last entry's hash was, at a moment in the past. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

export interface ChainToVerify {
  readonly keyRing: KeyRing;
  /** Entries after a place, in order; at most as many as asked for. */
  readonly read: (afterSeq: number, limit: number) => Promise<readonly AuditRow[]>;
  /** Entries that have no place yet, after an id, in order; at most as many as asked for. */
  readonly readWaiting: (afterId: string, limit: number) => Promise<readonly FoundWaiting[]>;
  readonly anchor: Anchor | null;
  /** Called after each batch with how many entries hold so far. */
  readonly tell?: (entries: number) => void;
}

/** A batch is recomputed in some 5 ms; between two of them requests get their turn. */
const BATCH = 500;
/** How far around its place an entry is looked for when its hash does not fit there. */
const NEARBY = 100;

/** Recomputes a chain from its first entry to its last, in flat memory, up to the first break. */
export async function verifyChain({ keyRing, read, readWaiting, anchor, tell }: ChainToVerify): Promise<ChainVerdict> {
  let last: Anchor = { seq: 0, hash: FIRST_LINK };
  const redactions = new OpenRedactions(keyRing);
  for (;;) {
    const rows = await read(last.seq, BATCH);
    for (const row of rows) {
      const broken = breakAt(row, last, { keyRing, redactions }) ?? lostBefore(row, anchor);
      if (broken) return { entries: last.seq, broken };
      redactions.settle(row);
      last = { seq: row.seq, hash: row.hash };
    }
    tell?.(last.seq);
    if (rows.length < BATCH) break;
    await nextTurn();
  }
  if (anchor && last.seq < anchor.seq) return { entries: last.seq, broken: { seq: last.seq + 1, entryId: null, reason: 'cutOff' } };
  const unvouched = redactions.first();
  if (unvouched) return { entries: unvouched.seq - 1, broken: { seq: unvouched.seq, entryId: entryIdOf(unvouched), reason: 'changed' } };
  const forged = await forgedAmong(readWaiting, keyRing);
  return { entries: last.seq, broken: forged && { seq: last.seq + 1, entryId: null, reason: forged } };
}

/** What is wrong with the entries that wait for a place behind the last one: none may be there that nobody wrote, or that has a place. */
async function forgedAmong(readWaiting: ChainToVerify['readWaiting'], keyRing: KeyRing): Promise<BreakReason | null> {
  let last = '';
  for (;;) {
    const rows = await readWaiting(last, BATCH);
    for (const row of rows) {
      const isOurs = isSealed(row, keyRing);
      if (isOurs === null) return 'unknownKey';
      if (!isOurs || row.isCopy) return 'changed';
    }
    last = rows.at(-1)?.id ?? '';
    if (rows.length < BATCH) return null;
    await nextTurn();
  }
}

/** What a break means, for a person. */
export function explainBreak({ seq, reason }: ChainBreak): string {
  switch (reason) {
    case 'changed':
      return `Entry ${seq} differs from what was written: it was changed or forged afterwards.`;
    case 'missing':
      return `Entry ${seq} is missing: it was removed afterwards.`;
    case 'order':
      return `Entry ${seq} is out of place: entries were moved, or one before it was removed.`;
    case 'unknownKey':
      return `Entry ${seq} names a key that is not in the key file. Restore the key file that belongs to this database, and verify again; if it is complete, the entry is forged.`;
    case 'cutOff':
      return `The log used to continue at entry ${seq}: its newest entries were removed, or the database was restored from a backup.`;
  }
}

interface Proof {
  readonly keyRing: KeyRing;
  readonly redactions: OpenRedactions;
}

function breakAt(row: AuditRow, last: Anchor, proof: Proof): ChainBreak | null {
  if (row.seq !== last.seq + 1) return { seq: last.seq + 1, entryId: null, reason: 'missing' };
  const reason = reasonOf(row, expectedHash(row, proof.keyRing), last, proof);
  return reason && { seq: row.seq, entryId: entryIdOf(row), reason };
}

function reasonOf(row: AuditRow, expected: string | null, last: Anchor, { keyRing, redactions }: Proof): BreakReason | null {
  if (expected === null) return 'unknownKey';
  if (expected !== row.hash && !redactions.keep(row)) return isFromNearby(row, keyRing) ? 'order' : 'changed';
  return row.prevHash === last.hash ? null : 'order';
}

/** Whether the entry is what was written, only not here. */
function isFromNearby(row: AuditRow, keyRing: KeyRing): boolean {
  for (let seq = Math.max(1, row.seq - NEARBY); seq <= row.seq + NEARBY; seq += 1) {
    if (seq !== row.seq && expectedHash({ ...row, seq }, keyRing) === row.hash) return true;
  }
  return false;
}

/** Entries were cut off and others took their place: every one of them fits, but the noted one is no longer there. */
function lostBefore(row: AuditRow, anchor: Anchor | null): ChainBreak | null {
  return anchor?.seq === row.seq && anchor.hash !== row.hash ? { seq: row.seq, entryId: entryIdOf(row), reason: 'cutOff' } : null;
}
