import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/** `1764000000000-Initial.js`, of the sources as of what is built from them. */
const MIGRATION = /^(\d{13})-(\w+)\.[jt]s$/;

/** Every file of this folder that is named so, in order of time. A build starts from an empty folder: what is no longer here is not run. */
export const migrations = await readMigrations();

/** @throws when a class is not named after its file: the database remembers it by that name. */
async function readMigrations(): Promise<MigrationClass[]> {
  const found: MigrationClass[] = [];
  const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)));
  // One after the other: they share what they import.
  for (const file of files.toSorted()) {
    const [isOne, time, what] = MIGRATION.exec(file) ?? [];
    if (!isOne) continue;
    const exported = (await import(`./${time}-${what}.js`)) as Record<string, MigrationClass | undefined>;
    const migration = exported[`${what}${time}`];
    if (!migration) throw new Error(`The migration ${file} has to export a class ${what}${time}.`);
    found.push(migration);
  }
  return found;
}
