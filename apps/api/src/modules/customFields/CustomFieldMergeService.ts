import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import { ContactPartReferences } from '../contacts/ContactPartReferences.js';
import { FieldTexts } from './FieldTexts.js';

/** A value as the database keeps it, by its columns. */
export type StoredValue = Readonly<Record<string, string | number | boolean | null>>;

/** Values of contacts that become one, and of contacts that become several again. Inside the caller's unit of work. */
@Injectable()
export class CustomFieldMergeService {
  constructor(
    private readonly parts: ContactPartReferences,
    private readonly texts: FieldTexts,
  ) {}

  /** The values of each of these contacts, whole, but for those of fields that were deleted. */
  async valuesOf(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, StoredValue[]>> {
    const rows = await queryRows<StoredValue>(
      ctx.manager,
      sql`SELECT v.* FROM custom_fields v JOIN base_contacts c ON c.id = v.contact_id AND c.workspace_id = ${ctx.workspaceId}
          WHERE v.contact_id IN (${sql.list(contactIds)})
            AND NOT EXISTS (SELECT 1 FROM custom_field_definitions d WHERE d.id = v.definition_id AND d.deleted_at IS NOT NULL) ORDER BY v.id`,
    );
    return new Map(contactIds.map((id) => [id, rows.filter((row) => row['contact_id'] === id)]));
  }

  /** Puts values aside that were not chosen, before the others move. */
  async takeOut(ctx: WorkspaceContext, contactId: string, fieldName: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM custom_fields WHERE contact_id = ${contactId} AND field_name = ${fieldName}
            AND EXISTS (SELECT 1 FROM base_contacts c WHERE c.id = contact_id AND c.workspace_id = ${ctx.workspaceId})`,
    );
  }

  /** Typed ones, by field name; null clears. @throws AppError that names the fields */
  save(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    return this.parts.customFields.save(ctx, contactId, values);
  }

  /** The contact has these values and no others; one whose field was deleted meanwhile is left out. */
  async restore(ctx: WorkspaceContext, contactId: string, values: readonly StoredValue[]): Promise<void> {
    const [now = []] = (await this.valuesOf(ctx, [contactId])).values();
    const wanted = new Map(values.map((value) => [value['field_name'], JSON.stringify({ ...value, contact_id: contactId })]));
    for (const value of now)
      if (wanted.get(value['field_name']) !== JSON.stringify(value)) await this.takeOut(ctx, contactId, String(value['field_name']));
      else wanted.delete(value['field_name']);
    for (const value of values) if (wanted.has(value['field_name'])) await this.insert(ctx, { ...value, contact_id: contactId });
  }

  /** Once all values are with whom they belong to. */
  refreshTexts(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    return this.texts.refresh(ctx, contactIds);
  }

  private async insert(ctx: WorkspaceContext, value: StoredValue): Promise<void> {
    const definitionId = value['definition_id'] ?? null;
    if (definitionId !== null) {
      const found = await queryRows(
        ctx.manager,
        sql`SELECT 1 AS one FROM custom_field_definitions WHERE id = ${definitionId} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
      );
      if (found.length === 0) return;
    }
    const names = Object.keys(value);
    await execute(
      ctx.manager,
      sql`INSERT INTO custom_fields (${sql.raw(names.join(', '))}) VALUES (${sql.list(names.map((name) => value[name] ?? null))}) ON CONFLICT DO NOTHING`,
    );
  }
}
