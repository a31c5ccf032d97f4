import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type EntityClass = new () => object;

/** `platform/audit/entities/AuditLog.js`, of the sources as of what is built from them. */
const ENTITY = /^((?:modules|platform)\/(?:.+\/)?entities\/\w+)\.[jt]s$/;

/**
 * Every table, in classes that say its columns, keys and indexes: whatever is exported from a folder `entities`. A test compares
 * them with the migrated tables of both databases, and finds a table without one.
 */
export const entities = await readEntities();

async function readEntities(): Promise<EntityClass[]> {
  const found: EntityClass[] = [];
  const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { recursive: true, encoding: 'utf8' });
  // One after the other: they share what they import.
  for (const file of files.flatMap((file) => ENTITY.exec(file.replaceAll('\\', '/'))?.[1] ?? []).toSorted()) {
    const exported = (await import(`./${file}.js`)) as Record<string, unknown>;
    found.push(...Object.values(exported).filter((value): value is EntityClass => typeof value === 'function'));
  }
  return found;
}
