import { Injectable } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import type { SettingKey, SettingScope } from './settingDefinitions.js';

/** Whose settings: everyone's, one person's or one workspace's. */
export type SettingOwner = { readonly scope: 'global' } | { readonly scope: 'user' | 'workspace'; readonly id: string };

export interface SettingRow {
  readonly scope: SettingScope;
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/** The only file that queries system_settings. */
@Injectable()
export class SettingRepository {
  /** Everything that may matter to this person in this workspace, in one query. */
  listFor(ctx: Context, userId: string | null, workspaceId: string | null): Promise<SettingRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT scope, setting_key AS key, setting_value AS value FROM system_settings
          WHERE scope_id IS NULL OR (scope = 'user' AND scope_id = ${userId ?? ''}) OR (scope = 'workspace' AND scope_id = ${workspaceId ?? ''})`,
    );
  }

  /** Who of these people has set it to this value for themselves. */
  async listPeopleWith(ctx: Context, key: SettingKey, value: string, userIds: readonly string[]): Promise<string[]> {
    if (userIds.length === 0) return [];
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT scope_id AS id FROM system_settings
          WHERE scope = 'user' AND setting_key = ${key} AND setting_value = ${JSON.stringify(value)} AND scope_id IN (${sql.join(
            userIds.map((id) => sql`${id}`),
            ', ',
          )})`,
    );
    return rows.map(({ id }) => id);
  }

  async put(ctx: Context, owner: SettingOwner, key: SettingKey, value: string, now: string): Promise<void> {
    const conflict = owner.scope === 'global' ? sql`(setting_key) WHERE scope_id IS NULL` : sql`(scope, scope_id, setting_key)`;
    await execute(
      ctx.manager,
      sql`INSERT INTO system_settings (id, scope, scope_id, setting_key, setting_value, created_at, updated_at)
          VALUES (${newId()}, ${owner.scope}, ${idOf(owner)}, ${key}, ${JSON.stringify(value)}, ${now}, ${now})
          ON CONFLICT ${conflict} DO UPDATE SET setting_value = excluded.setting_value, updated_at = excluded.updated_at`,
    );
  }

  async remove(ctx: Context, owner: SettingOwner, key: SettingKey): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM system_settings WHERE scope = ${owner.scope} AND COALESCE(scope_id, '') = ${idOf(owner) ?? ''} AND setting_key = ${key}`,
    );
  }

  async removeAll(ctx: Context, owner: SettingOwner): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM system_settings WHERE scope = ${owner.scope} AND COALESCE(scope_id, '') = ${idOf(owner) ?? ''}`,
    );
  }
}

function idOf(owner: SettingOwner): string | null {
  return owner.scope === 'global' ? null : owner.id;
}
