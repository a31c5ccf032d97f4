import type { EntityManager } from 'typeorm';
import { newId } from '../../src/platform/database/ids.js';
import { execute, sql } from '../../src/platform/database/sql.js';
import { seedList } from './campaigns.js';
import { dataOf, type Person } from './Person.js';

/** A custom field for the time zones of contacts; its id. */
export async function createZoneField(owner: Person, label = 'Time zone'): Promise<string> {
  return (await dataOf<{ id: string }>(owner.post('custom-fields', { label, fieldType: 'text' }))).id;
}

/** By contact, in the same order; null: nobody knows where. */
export async function setZones(
  manager: EntityManager,
  field: string,
  contactIds: readonly string[],
  zones: readonly (string | null)[],
): Promise<void> {
  const now = new Date().toISOString();
  for (const [place, zone] of zones.entries())
    if (zone !== null)
      await execute(
        manager,
        sql`INSERT INTO custom_fields (id, contact_id, definition_id, field_name, field_value, field_type, created_at, updated_at)
            VALUES (${newId()}, ${contactIds[place]}, ${field}, ${`zone_${field}`}, ${zone}, 'text', ${now}, ${now})`,
      );
}

/** A list of people who live there. */
export async function seedZones(
  manager: EntityManager,
  owner: Person,
  field: string,
  zones: readonly (string | null)[],
): Promise<{ listId: string; contactIds: string[] }> {
  const seeded = await seedList(manager, owner.workspaceId, zones.length, `zone${newId()}-`);
  await setZones(manager, field, seeded.contactIds, zones);
  return seeded;
}
