import { openScratch, type ScratchDatabase } from '../../platform/database/sqlite/openScratch.js';
import type { BatchContact, ContactKeys } from '../contacts/public.js';
import type { KnownMemberships, PlacedContact, RehearsedContact } from './PlacedContact.js';

interface Keys {
  readonly emailKeys: readonly string[];
  readonly phones: readonly string[];
  readonly names: readonly Pick<ContactKeys, 'sortName' | 'sortCompany'>[];
}

interface State extends Omit<BatchContact, 'newPoints'> {
  readonly values: readonly [string, string | null][];
  readonly setInFile: readonly string[];
  readonly known: KnownMemberships;
}

/**
 * The contacts that a rehearsal would have written so far, so that later rows of the file meet what earlier ones made. In a file of the
 * system that has no name and goes with the process: memory does not grow with the file, and nothing is to be tidied up.
 */
export class IntakeScratch {
  private readonly db: ScratchDatabase = openScratch(`
    CREATE TABLE people (id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE found_by (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;`);
  private readonly byKey = this.db.prepare<[string], { id: string }>('SELECT id FROM found_by WHERE key = ?');
  private readonly byId = this.db.prepare<[string], { state: string }>('SELECT state FROM people WHERE id = ?');
  private readonly keepState = this.db.prepare<[string, string]>('INSERT OR REPLACE INTO people (id, state) VALUES (?, ?)');
  private readonly keepKey = this.db.prepare<[string, string]>('INSERT OR IGNORE INTO found_by (key, id) VALUES (?, ?)');

  /** Those with one of these keys, and those of `ids` that it has. A key that someone has given up finds them, too: their own keys decide. */
  find({ emailKeys, phones, names }: Keys, ids: readonly string[]): RehearsedContact[] {
    const keys = [...emailKeys.map((key) => `@${key}`), ...phones.map((key) => `+${key}`), ...names.map(nameKey)];
    const found = new Set([...keys.flatMap((key) => this.byKey.all(key).map(({ id }) => id)), ...ids]);
    return [...found].flatMap((id) => {
      const row = this.byId.get(id);
      return row ? [revive(row.state)] : [];
    });
  }

  keep(contacts: readonly PlacedContact[]): void {
    this.db.transaction(() => {
      for (const contact of contacts) {
        this.keepState.run(contact.id, JSON.stringify(stateOf(contact)));
        for (const key of keysOf(contact)) this.keepKey.run(key, contact.id);
      }
    })();
  }

  close(): void {
    this.db.close();
  }
}

function keysOf({ keys, points }: BatchContact): string[] {
  return [
    ...(keys.emailKey === null ? [] : [`@${keys.emailKey}`]),
    ...(keys.phoneE164 === null ? [] : [`+${keys.phoneE164}`]),
    ...points.map(({ kind, key }) => `${kind === 'phone' ? '+' : '@'}${key}`),
    nameKey(keys),
  ];
}

function nameKey({ sortName, sortCompany }: Pick<ContactKeys, 'sortName' | 'sortCompany'>): string {
  return sortName === null ? `c${sortCompany ?? ''}` : `n${sortName}`;
}

function stateOf({ id, found, createdOn, fields, keys, points, values, setInFile, memberships }: PlacedContact): State {
  const known = { lists: [...memberships.lists], stageId: memberships.stageId };
  return { id, found, createdOn, fields, keys, points, values: [...values], setInFile: [...setInFile], known };
}

function revive(text: string): RehearsedContact {
  const { values, setInFile, ...contact } = JSON.parse(text) as State;
  return { ...contact, newPoints: [], values: new Map(values), setInFile: new Set(setInFile) };
}
