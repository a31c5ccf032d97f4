import { fieldRules, storedOptions } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { CustomFieldDefinition } from '../CustomFieldDefinition.js';

export type PersonalField = Pick<
  CustomFieldDefinition,
  'id' | 'fieldName' | 'label' | 'fieldType' | 'description' | 'options' | 'currency'
>;

interface FieldRow extends Omit<PersonalField, 'options'> {
  readonly optionsJson: string | null;
}

interface ValueRow extends FieldRow {
  readonly value: string | null;
}

const columns = sql`d.id, d.field_name AS "fieldName", d.label, d.field_type AS "fieldType", d.description, d.options_json AS "optionsJson", d.currency`;

/** Definitions without a workspace are those of one user. This file alone queries them and their values; every statement names the user. */
@Injectable()
export class PersonalFieldRepository {
  async list(ctx: Context, userId: string): Promise<PersonalField[]> {
    const rows = await queryRows<FieldRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM custom_field_definitions d WHERE ${ofUser(userId)} ORDER BY d.created_at, d.id`,
    );
    return rows.map(toField);
  }

  /** Deleted ones count until they are emptied. */
  async count(ctx: Context, userId: string): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM custom_field_definitions WHERE user_id = ${userId} AND workspace_id IS NULL`,
    );
    return Number(row?.n ?? 0);
  }

  /** False when the name is taken. */
  async insert(ctx: Context, userId: string, field: PersonalField, now: string): Promise<boolean> {
    const { id, fieldName, label, fieldType, description, options, currency } = field;
    return (
      (await execute(
        ctx.manager,
        sql`INSERT INTO custom_field_definitions (id, user_id, field_name, label, field_type, description, options_json, currency, is_required, created_at)
            VALUES (${id}, ${userId}, ${fieldName}, ${label}, ${fieldType}, ${description}, ${JSON.stringify(options)}, ${currency}, ${false}, ${now}) ON CONFLICT DO NOTHING`,
      )) === 1
    );
  }

  async update(ctx: Context, userId: string, { id, label, description, options }: PersonalField): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE custom_field_definitions SET label = ${label}, description = ${description}, options_json = ${JSON.stringify(options)}
          WHERE id = ${id} AND user_id = ${userId} AND workspace_id IS NULL AND deleted_at IS NULL`,
    );
  }

  /** Its values go afterwards. False when it was not there. */
  async markDeleted(ctx: Context, userId: string, id: string, now: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE custom_field_definitions SET deleted_at = ${now}, field_name = id
            WHERE id = ${id} AND user_id = ${userId} AND workspace_id IS NULL AND deleted_at IS NULL`,
      )) === 1
    );
  }

  async listValues(ctx: WorkspaceContext, userId: string, contactId: string): Promise<(PersonalField & { value: string | null })[]> {
    const rows = await queryRows<ValueRow>(
      ctx.manager,
      sql`SELECT ${columns}, v.value FROM custom_field_definitions d LEFT JOIN personal_field_values v ON v.definition_id = d.id AND v.contact_id = ${contactId}
          WHERE ${ofUser(userId)} ORDER BY d.created_at, d.id`,
    );
    return rows.map(({ value, ...row }) => ({ ...toField(row), value }));
  }

  /** Of contacts that the caller knows to be of this workspace, and of fields that are the user's. */
  listValuesOf(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    definitionIds: readonly string[],
  ): Promise<{ contactId: string; definitionId: string; value: string }[]> {
    if (contactIds.length === 0) return Promise.resolve([]);
    return queryRows(
      ctx.manager,
      sql`SELECT v.contact_id AS "contactId", v.definition_id AS "definitionId", v.value FROM personal_field_values v
          WHERE v.contact_id IN (${sql.list(contactIds)}) AND v.definition_id IN (${sql.list(definitionIds)})`,
    );
  }

  /** Of a contact that the caller knows to be of this workspace, and of a field that is the user's. */
  async write(ctx: WorkspaceContext, contactId: string, definitionId: string, value: string | null, now: string): Promise<void> {
    await execute(
      ctx.manager,
      value === null
        ? sql`DELETE FROM personal_field_values WHERE contact_id = ${contactId} AND definition_id = ${definitionId}`
        : sql`INSERT INTO personal_field_values (contact_id, definition_id, value, updated_at) VALUES (${contactId}, ${definitionId}, ${value}, ${now})
              ON CONFLICT (contact_id, definition_id) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    );
  }

  /** Values of a user on contacts of this workspace, at most `most` at once. Answers how many there were. */
  async removeSome(ctx: WorkspaceContext, userId: string, most: number): Promise<number> {
    return execute(
      ctx.manager,
      sql`DELETE FROM personal_field_values WHERE (contact_id, definition_id) IN (
            SELECT v.contact_id, v.definition_id FROM custom_field_definitions d JOIN personal_field_values v ON v.definition_id = d.id
            JOIN base_contacts c ON c.id = v.contact_id AND c.workspace_id = ${ctx.workspaceId}
            WHERE d.user_id = ${userId} AND d.workspace_id IS NULL LIMIT ${most})`,
    );
  }
}

/** Values of a field that is the user's, as other custom fields have theirs: `contact_id`, `field_value`, `value_number`. */
export function personalValues({ id, fieldType }: Pick<PersonalField, 'id' | 'fieldType'>): SqlFragment {
  const isNumber = fieldRules(fieldType).sortsBy === 'number';
  // Texts of other fields are no numbers, and a database may look at them first.
  const number = isNumber ? sql`CASE WHEN definition_id = ${id} THEN CAST(value AS DOUBLE PRECISION) END` : sql`NULL`;
  return sql`(SELECT contact_id, value AS field_value, ${number} AS value_number FROM personal_field_values WHERE definition_id = ${id})`;
}

function ofUser(userId: string): SqlFragment {
  return sql`d.user_id = ${userId} AND d.workspace_id IS NULL AND d.deleted_at IS NULL`;
}

function toField({ optionsJson, ...row }: FieldRow): PersonalField {
  return { ...row, options: storedOptions(optionsJson) };
}
