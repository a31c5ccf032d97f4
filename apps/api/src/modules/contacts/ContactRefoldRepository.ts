import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CountryCode } from 'libphonenumber-js/max';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { groupBy } from '../../platform/collections/groupBy.js';
import { type ContactFields, contactKeys, type PointValue } from './normalizeContact.js';

interface StoredRow extends ContactFields {
  readonly id: string;
  readonly workspaceId: string;
  readonly phoneE164: string | null;
  readonly sortName: string | null;
  readonly sortCompany: string | null;
  readonly searchText: string;
  readonly searchShort: string;
  readonly version: number;
  readonly country: string | null;
}

/** The stored keys of contacts, brought to what this version makes of them. */
@Injectable()
export class ContactRefoldRepository {
  async isPending({ manager }: { manager: EntityManager }): Promise<boolean> {
    return (await queryOne(manager, sql`SELECT after_id FROM contact_refold`)) !== null;
  }

  /** Goes through the next contacts by id. True when there are no more. */
  async refoldNext({ manager }: { manager: EntityManager }, limit: number): Promise<boolean> {
    const mark = await queryOne<{ afterId: string }>(manager, sql`SELECT after_id AS "afterId" FROM contact_refold`);
    if (!mark) return true;
    const rows = await queryRows<StoredRow>(
      manager,
      sql`SELECT c.id, c.workspace_id AS "workspaceId", c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail",
            c.primary_phone AS "primaryPhone", c.company, c.phone_e164 AS "phoneE164", c.sort_name AS "sortName", c.sort_company AS "sortCompany",
            c.search_text AS "searchText", c.search_short AS "searchShort", c.version, w.default_country AS country
          FROM base_contacts c JOIN workspaces w ON w.id = c.workspace_id WHERE c.id > ${mark.afterId} ORDER BY c.id LIMIT ${limit}`,
    );
    const points = await this.pointsOf(
      manager,
      rows.map((row) => row.id),
    );
    for (const row of rows) await this.refold(manager, row, points.get(row.id) ?? []);
    const last = rows.at(-1);
    if (last) await execute(manager, sql`UPDATE contact_refold SET after_id = ${last.id}`);
    if (rows.length === limit) return false;
    await execute(manager, sql`DELETE FROM contact_refold`);
    return true;
  }

  /** Not if a person changes the contact at this moment: that writes the keys anew itself. */
  private async refold(manager: EntityManager, row: StoredRow, points: readonly PointValue[]): Promise<void> {
    const phoneE164 = row.phoneE164 ?? (await this.freeNumberOf(manager, row));
    const keys = contactKeys(row, phoneE164, points);
    const isSame =
      phoneE164 === row.phoneE164 &&
      keys.sortName === row.sortName &&
      keys.sortCompany === row.sortCompany &&
      keys.searchText === row.searchText &&
      keys.searchShort === row.searchShort;
    if (isSame) return;
    await execute(
      manager,
      sql`UPDATE base_contacts SET phone_e164 = ${phoneE164}, sort_name = ${keys.sortName}, sort_company = ${keys.sortCompany},
            search_text = ${keys.searchText}, search_short = ${keys.searchShort} WHERE id = ${row.id} AND version = ${row.version}`,
    );
  }

  private async pointsOf(manager: EntityManager, ids: readonly string[]): Promise<Map<string, (PointValue & { contactId: string })[]>> {
    const rows = await queryRows<PointValue & { contactId: string }>(
      manager,
      sql`SELECT contact_id AS "contactId", kind, value, point_key AS key FROM contact_points WHERE contact_id IN (${sql.list(ids)}) ORDER BY id`,
    );
    return groupBy(rows, (row) => row.contactId);
  }

  /** A number that could not be read when it came; one that another contact has by now stays as it is. */
  private async freeNumberOf(manager: EntityManager, { primaryPhone, workspaceId, country }: StoredRow): Promise<string | null> {
    const reading = primaryPhone === null ? null : readPhone(primaryPhone, country as CountryCode | null);
    if (!reading || 'problem' in reading || reading.phone.e164 === null) return null;
    const { e164 } = reading.phone;
    const taken = await queryOne(
      manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${workspaceId} AND phone_e164 = ${e164} AND phone_e164 IS NOT NULL AND deleted_at IS NULL`,
    );
    return taken ? null : e164;
  }
}
