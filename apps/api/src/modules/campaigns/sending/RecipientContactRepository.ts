import { mergeValuesOf, type StoredField } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRows, sql } from '../../../platform/database/sql.js';
import type { RenderContact } from '../../templates/public.js';

type Row = Omit<RenderContact, 'customFields'> & { readonly id: string };

/** What a batch of messages is rendered from: two statements for the whole batch. */
@Injectable()
export class RecipientContactRepository {
  async load(ctx: WorkspaceContext, contactIds: readonly string[], needsCustomFields: boolean): Promise<Map<string, RenderContact>> {
    const rows = await queryRows<Row>(
      ctx.manager,
      sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS email, primary_phone AS phone, company
          FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(contactIds)})`,
    );
    const fields = needsCustomFields ? await this.customFields(ctx, contactIds) : new Map<string, RenderContact['customFields']>();
    return new Map(rows.map(({ id, ...contact }) => [id, { ...contact, customFields: fields.get(id) ?? {} }]));
  }

  private async customFields(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, RenderContact['customFields']>> {
    const rows = await queryRows<StoredField & { contactId: string }>(
      ctx.manager,
      sql`SELECT contact_id AS "contactId", field_name AS "fieldName", field_value AS value, field_type AS "fieldType" FROM custom_fields v
          WHERE contact_id IN (${sql.list(contactIds)}) AND NOT EXISTS (SELECT 1 FROM custom_field_definitions d WHERE d.id = v.definition_id AND d.deleted_at IS NOT NULL)`,
    );
    const fields = new Map<string, StoredField[]>();
    for (const row of rows) {
      const own = fields.get(row.contactId);
      if (own) own.push(row);
      else fields.set(row.contactId, [row]);
    }
    return new Map([...fields].map(([id, own]) => [id, mergeValuesOf(own)]));
  }
}
