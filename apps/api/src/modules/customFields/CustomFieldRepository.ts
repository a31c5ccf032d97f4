import { sortNumberOf, storedOptions } from '@rapport/common';
import { Injectable } from '@nestjs/common';

import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { BulkInsert } from '../../platform/database/BulkInsert.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { CustomFieldValue } from '../contacts/ContactPartReferences.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';

interface DefinitionRow extends Omit<CustomFieldDefinition, 'options' | 'isRequired'> {
  readonly optionsJson: string | null;
  readonly isRequired: boolean | number;
}

export interface FieldWrite {
  readonly contactId: string;
  readonly definition: Pick<CustomFieldDefinition, 'id' | 'fieldName' | 'fieldType'>;
  readonly value: string;
}

const intoValues = new BulkInsert(
  'custom_fields',
  {
    id: 'text',
    contact_id: 'text',
    definition_id: 'text',
    field_name: 'text',
    field_value: 'text',
    value_number: 'double precision',
    field_type: 'text',
    created_at: 'text',
    updated_at: 'text',
  },
  {
    onConflict: `ON CONFLICT (contact_id, field_name) DO UPDATE SET field_value = excluded.field_value, value_number = excluded.value_number,
      definition_id = excluded.definition_id, field_type = excluded.field_type, updated_at = excluded.updated_at`,
  },
);

/** The only file that queries custom fields and their definitions, but for whole rows of contacts that are merged (CustomFieldMergeService). */
@Injectable()
export class CustomFieldRepository {
  async listDefinitions(ctx: WorkspaceContext): Promise<CustomFieldDefinition[]> {
    const rows = await queryRows<DefinitionRow>(
      ctx.manager,
      sql`SELECT id, field_name AS "fieldName", label, field_type AS "fieldType", description, section, options_json AS "optionsJson", currency,
            is_required AS "isRequired", default_value AS "defaultValue", archived_at AS "archivedAt", version
          FROM custom_field_definitions WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL ORDER BY position, created_at, id`,
    );
    return rows.map(({ optionsJson, isRequired, version, ...row }) => ({
      ...row,
      version: Number(version),
      options: storedOptions(optionsJson),
      isRequired: Boolean(isRequired),
    }));
  }

  /** Deleted ones count until they are emptied: else they could be made and deleted faster than that. */
  async countDefinitions(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM custom_field_definitions WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return row?.n ?? 0;
  }

  /** The place behind all others. */
  async nextPosition(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ last: number | null }>(
      ctx.manager,
      sql`SELECT MAX(position) AS last FROM custom_field_definitions WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return (row?.last ?? 0) + 1;
  }

  /** At the end of the order. False when the name is taken. */
  async insertDefinition(ctx: WorkspaceContext, definition: CustomFieldDefinition, now: string): Promise<boolean> {
    const { id, fieldName, label, fieldType, description, section, options, currency, isRequired, defaultValue } = definition;
    const position = await this.nextPosition(ctx);
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO custom_field_definitions
            (id, workspace_id, field_name, label, field_type, description, section, position, options_json, currency, is_required, default_value, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${fieldName}, ${label}, ${fieldType}, ${description}, ${section}, ${position}, ${JSON.stringify(options)},
            ${currency}, ${isRequired}, ${defaultValue}, ${now})
          ON CONFLICT DO NOTHING`,
    );
    return inserted === 1;
  }

  /** Makes the next version of it. False when it has another version by now than `definition` was made of. */
  async updateDefinition(ctx: WorkspaceContext, definition: CustomFieldDefinition): Promise<boolean> {
    const { id, label, description, section, options, isRequired, defaultValue, archivedAt, version } = definition;
    const changed = await execute(
      ctx.manager,
      sql`UPDATE custom_field_definitions SET label = ${label}, description = ${description}, section = ${section}, options_json = ${JSON.stringify(options)},
            is_required = ${isRequired}, default_value = ${defaultValue}, archived_at = ${archivedAt}, version = version + 1
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND version = ${version}`,
    );
    return changed === 1;
  }

  /** The order of fields, with their sections. */
  async place(ctx: WorkspaceContext, places: readonly Pick<CustomFieldDefinition, 'id' | 'section'>[]): Promise<void> {
    for (const [index, { id, section }] of places.entries())
      await execute(
        ctx.manager,
        sql`UPDATE custom_field_definitions SET position = ${index + 1}, section = ${section},
              version = version + CASE WHEN COALESCE(section, '') = COALESCE(${section}, '') THEN 0 ELSE 1 END
            WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
      );
  }

  /** How many contacts have a value of each field, counted up to `most` and not further. */
  async countValues(ctx: WorkspaceContext, most: number): Promise<{ id: string; contacts: number }[]> {
    const rows = await queryRows<{ id: string; contacts: number | string }>(
      ctx.manager,
      sql`SELECT d.id, (SELECT COUNT(*) FROM (SELECT 1 AS one FROM custom_fields v WHERE v.definition_id = d.id AND v.field_value IS NOT NULL LIMIT ${most}) counted) AS contacts
          FROM custom_field_definitions d WHERE d.workspace_id = ${ctx.workspaceId} AND d.deleted_at IS NULL`,
    );
    return rows.map(({ id, contacts }) => ({ id, contacts: Number(contacts) }));
  }

  /** From here on nobody sees it, and its name is free: a value belongs to its definition, not to a name. False when it was not there. */
  async markDeleted(ctx: WorkspaceContext, id: string, now: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE custom_field_definitions SET deleted_at = ${now}, field_name = id WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
      )) === 1
    );
  }

  /** A deleted field with all its values, a little at a time. False when it was stopped. */
  remove(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove('custom_field_definitions', sql`id = ${id} AND deleted_at IS NOT NULL`);
  }

  listValues(ctx: WorkspaceContext, contactId: string): Promise<CustomFieldValue[]> {
    return queryRows<CustomFieldValue>(ctx.manager, this.selectValues(ctx, contactId));
  }

  selectValues(ctx: WorkspaceContext, contactId: string): SqlFragment {
    return sql`SELECT d.field_name AS "fieldName", d.label, d.field_type AS "fieldType", v.field_value AS value
      FROM custom_field_definitions d LEFT JOIN custom_fields v ON v.contact_id = ${contactId} AND v.field_name = d.field_name AND v.definition_id = d.id
      WHERE d.workspace_id = ${ctx.workspaceId} AND d.deleted_at IS NULL AND d.archived_at IS NULL ORDER BY d.position, d.created_at, d.id`;
  }

  async listValuesOf(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
  ): Promise<{ contactId: string; fieldName: string; value: string | null }[]> {
    if (contactIds.length === 0) return [];
    return queryRows(
      ctx.manager,
      sql`SELECT v.contact_id AS "contactId", v.field_name AS "fieldName", v.field_value AS value FROM custom_fields v
          WHERE v.contact_id IN (${sql.list(contactIds)}) AND NOT EXISTS (SELECT 1 FROM custom_field_definitions d WHERE d.id = v.definition_id AND d.deleted_at IS NOT NULL)`,
    );
  }

  /** Values of these fields; the ids are those of definitions that the caller knows to be of this workspace. */
  async listValuesOfFields(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    definitionIds: readonly string[],
  ): Promise<{ contactId: string; fieldName: string; value: string | null }[]> {
    if (contactIds.length === 0 || definitionIds.length === 0) return [];
    return queryRows(
      ctx.manager,
      sql`SELECT v.contact_id AS "contactId", d.field_name AS "fieldName", v.field_value AS value
          FROM custom_fields v JOIN custom_field_definitions d ON d.id = v.definition_id AND d.workspace_id = ${ctx.workspaceId}
          WHERE v.contact_id IN (${sql.list(contactIds)}) AND v.definition_id IN (${sql.list(definitionIds)})`,
    );
  }

  async deleteValue(ctx: WorkspaceContext, contactId: string, fieldName: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM custom_fields WHERE contact_id = ${contactId} AND field_name = ${fieldName}`);
  }

  /** Of contacts that the caller knows to be of this workspace. */
  async deleteValues(ctx: WorkspaceContext, contactIds: readonly string[], definitionId: string): Promise<void> {
    if (contactIds.length === 0) return;
    await execute(
      ctx.manager,
      sql`DELETE FROM custom_fields WHERE contact_id IN (${sql.list(contactIds)}) AND definition_id = ${definitionId}`,
    );
  }

  /** Writes values of contacts that the caller knows to be of this workspace. `areFirst`: the contacts are new and have none yet. */
  async writeMany(ctx: WorkspaceContext, writes: readonly FieldWrite[], now: string, { areFirst = false } = {}): Promise<void> {
    const rows = writes.map(({ contactId, definition: { id, fieldName, fieldType }, value }) => [
      newId(),
      contactId,
      id,
      fieldName,
      value,
      sortNumberOf(fieldType, value),
      fieldType,
      now,
      now,
    ]);
    if (areFirst && (await intoValues.runNew(ctx.manager, rows))) return;
    await intoValues.run(ctx.manager, rows);
  }
}
