import { ConfigurationError } from '../config/AppConfig.js';
import { KeyRing } from './KeyRing.js';
import { type SealedColumn, type SealedRepository, type SealedRow } from './SealedRepository.js';
import { SecretBox } from './SecretBox.js';

const BATCH = 200;
const MOST_NAMED = 20;

export interface RotationReport {
  readonly keyId: string;
  readonly keys: number;
  /** By column: values sealed anew, and values that already were. */
  readonly columns: readonly { readonly name: string; readonly resealed: number; readonly current: number }[];
}

/**
 * A new master key, and every stored credential sealed with it. What left the house with an old key (unsubscribe links), or proves
 * what was true with it (approvals, the audit log), is not touched: it names its key, and old keys stay in the file.
 *
 * Killed at any moment, it goes on where it was: the file says that a rotation is under way, and a value says with which key it is
 * sealed. It changes nothing at all while there is a value it cannot read.
 */
export class SecretRotation {
  constructor(
    private readonly keyFile: string,
    private readonly columns: readonly SealedColumn[],
    private readonly values: SealedRepository,
  ) {}

  async run(now: Date): Promise<RotationReport> {
    await this.refuseUnreadable(new SecretBox(KeyRing.open(this.keyFile, now)));
    const keyRing = KeyRing.beginRotation(this.keyFile, now);
    const columns = [];
    for (const column of this.columns) columns.push({ name: nameOf(column), ...(await this.reseal(column, keyRing)) });
    KeyRing.finishRotation(this.keyFile);
    return { keyId: keyRing.currentId, keys: keyRing.ids.length, columns };
  }

  private async refuseUnreadable(box: SecretBox): Promise<void> {
    const unreadable: string[] = [];
    for (const column of this.columns) {
      for await (const row of this.rowsOf(column)) {
        if (!isReadable(column, row, box)) unreadable.push(`${nameOf(column)} of row ${row.id}`);
      }
    }
    if (unreadable.length === 0) return;
    const rest = unreadable.length - MOST_NAMED;
    throw new ConfigurationError([
      ...unreadable.slice(0, MOST_NAMED).map((name) => `${name} cannot be read with the keys in ${this.keyFile}.`),
      ...(rest > 0 ? [`${rest} more cannot be read either.`] : []),
      'Nothing was changed. Restore the key file that belongs to this database, or enter those credentials again, then rotate.',
    ]);
  }

  private async reseal(column: SealedColumn, keyRing: KeyRing): Promise<{ resealed: number; current: number }> {
    const box = new SecretBox(keyRing);
    const counts = { resealed: 0, current: 0 };
    for await (const row of this.rowsOf(column)) {
      const done = await this.resealRow(column, row, box, keyRing.currentId);
      counts.resealed += done.resealed;
      counts.current += done.current;
    }
    return counts;
  }

  /** On PostgreSQL the servers may be running: a row that someone changed in between is read again. */
  private async resealRow(
    column: SealedColumn,
    read: SealedRow,
    box: SecretBox,
    keyId: string,
  ): Promise<{ resealed: number; current: number }> {
    for (let row: SealedRow | null = read; row; row = await this.values.find(column, row.id)) {
      const values = column.find(row);
      const old = values.filter(({ sealed }) => sealed.split('.')[1] !== keyId);
      const done = { resealed: old.length, current: values.length - old.length };
      if (old.length === 0) return done;
      // A sealed value is one word that occurs once, so it can be exchanged in JSON as in plain text.
      const fresh = old.reduce((text, { sealed, place }) => text.replace(sealed, box.seal(box.open(sealed, place), place)), row.stored);
      if (await this.values.replace(column, row, fresh)) return done;
    }
    return { resealed: 0, current: 0 };
  }

  private async *rowsOf(column: SealedColumn): AsyncGenerator<SealedRow> {
    let after = '';
    for (;;) {
      const rows = await this.values.list(column, after, BATCH);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }
}

function isReadable(column: SealedColumn, row: SealedRow, box: SecretBox): boolean {
  try {
    for (const { sealed, place } of column.find(row)) box.open(sealed, place);
    return true;
  } catch {
    return false;
  }
}

function nameOf({ table, column }: SealedColumn): string {
  return `${table}.${column}`;
}
