import { sortNumberOf } from '@rapport/common';
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

/** The only file that queries custom fields and their definitions. */
@Injectable()
export class CustomFieldRepository {
  async listDefinitions(ctx: WorkspaceContext): Promise<CustomFieldDefinition[]> {
    const rows = await queryRows<DefinitionRow>(
      ctx.manager,
      sql`SELECT id, field_name AS "fieldName", label, field_type AS "fieldType", options_json AS "optionsJson", is_required AS "isRequired", default_value AS "defaultValue"
          FROM custom_field_definitions WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL ORDER BY created_at, id`,
    );
    return rows.map(({ optionsJson, isRequired, ...row }) => ({
      ...row,
      options: optionsJson === null ? [] : (JSON.parse(optionsJson) as string[]),
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

  /** False when the name is taken. */
  async insertDefinition(ctx: WorkspaceContext, definition: CustomFieldDefinition, now: string): Promise<boolean> {
    const { id, fieldName, label, fieldType, options, isRequired, defaultValue } = definition;
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO custom_field_definitions (id, workspace_id, field_name, label, field_type, options_json, is_required, default_value, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${fieldName}, ${label}, ${fieldType}, ${JSON.stringify(options)}, ${isRequired}, ${defaultValue}, ${now})
          ON CONFLICT DO NOTHING`,
    );
    return inserted === 1;
  }

  async updateDefinition(ctx: WorkspaceContext, { id, label, options, isRequired, defaultValue }: CustomFieldDefinition): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE custom_field_definitions SET label = ${label}, options_json = ${JSON.stringify(options)}, is_required = ${isRequired}, default_value = ${defaultValue}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
    );
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
      WHERE d.workspace_id = ${ctx.workspaceId} AND d.deleted_at IS NULL ORDER BY d.created_at, d.id`;
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

  async deleteValue(ctx: WorkspaceContext, contactId: string, fieldName: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM custom_fields WHERE contact_id = ${contactId} AND field_name = ${fieldName}`);
  }

  /** Writes values of contacts that the caller knows to be of this workspace. */
  async writeMany(ctx: WorkspaceContext, writes: readonly FieldWrite[], now: string): Promise<void> {
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
    await intoValues.run(ctx.manager, rows);
  }
}
