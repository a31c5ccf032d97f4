import type { KeyRing } from '../security/KeyRing.js';
import { type AuditRow, expectedHash, hashOf } from './auditChain.js';

/** What an entry says whose details were taken out. */
export const REDACTED = '{"isErased":true}';

/** An entry that was redacted, as a later entry of the chain vouches for it. */
export interface Voucher {
  readonly seq: number;
  /** What its hash was and is: later entries stand on it. */
  readonly hash: string;
  /** The hash of what it says now. */
  readonly seal: string;
}

export const VOUCHES = 'audit.redacted';

export function voucherOf(row: AuditRow, keyRing: KeyRing): Voucher {
  return { seq: row.seq, hash: row.hash, seal: hashOf({ ...row, details: REDACTED }, keyRing) };
}

/** Redacted entries that have been read, until the entry that vouches for them is. */
export class OpenRedactions {
  private readonly rows = new Map<number, AuditRow>();

  constructor(private readonly keyRing: KeyRing) {}

  /** True when the entry says that it was redacted: its hash is believed until the end. */
  keep(row: AuditRow): boolean {
    if (row.details !== REDACTED) return false;
    this.rows.set(row.seq, row);
    return true;
  }

  /** @param row an entry whose hash holds */
  settle({ action, details }: AuditRow): void {
    if (action !== VOUCHES || this.rows.size === 0) return;
    const { entries = [] } = JSON.parse(details ?? '{}') as { entries?: readonly Voucher[] };
    for (const { seq, hash, seal } of entries) {
      const row = this.rows.get(seq);
      if (row?.hash === hash && expectedHash({ ...row, hash: seal }, this.keyRing) === seal) this.rows.delete(seq);
    }
  }

  /** The first entry for which nobody vouches. */
  first(): AuditRow | null {
    return [...this.rows.values()].sort((a, b) => a.seq - b.seq)[0] ?? null;
  }
}
