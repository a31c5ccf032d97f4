import { Injectable } from '@nestjs/common';
import type { MergeTagField } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { RenderContact } from './rendering/RenderContext.js';

export interface PreviewContact extends RenderContact {
  readonly id: string;
}

/** What a preview needs to know of contacts and their fields. */
@Injectable()
export class TemplateContactReader {
  listFields(ctx: WorkspaceContext): Promise<MergeTagField[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT field_name AS "fieldName", label, field_type AS "fieldType" FROM custom_field_definitions WHERE workspace_id = ${ctx.workspaceId} ORDER BY label, id`,
    );
  }

  async findContact(ctx: WorkspaceContext, id: string): Promise<PreviewContact | null> {
    const row = await queryOne<Omit<PreviewContact, 'customFields'>>(
      ctx.manager,
      sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS email, primary_phone AS phone, company FROM base_contacts
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND deleted_at IS NULL`,
    );
    return row === null ? null : { ...row, customFields: await this.customFieldsOf(ctx, id) };
  }

  private async customFieldsOf(ctx: WorkspaceContext, contactId: string): Promise<RenderContact['customFields']> {
    const rows = await queryRows<{ fieldName: string; value: string | null; fieldType: string }>(
      ctx.manager,
      sql`SELECT field_name AS "fieldName", field_value AS value, field_type AS "fieldType" FROM custom_fields WHERE contact_id = ${contactId}`,
    );
    return Object.fromEntries(rows.map((row) => [row.fieldName, typed(row.value, row.fieldType)]));
  }
}

function typed(value: string | null, fieldType: string): string | number | boolean | null {
  if (value === null) return null;
  if (fieldType === 'number') return Number(value);
  return fieldType === 'boolean' ? value === 'true' : value;
}
