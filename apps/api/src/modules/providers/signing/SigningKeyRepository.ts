import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { SigningKeyState } from './SigningKeyDtos.js';

export interface SigningKeyRow {
  readonly id: string;
  readonly accountId: string;
  readonly domain: string;
  readonly selector: string;
  /** SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  readonly state: SigningKeyState;
  readonly createdAt: string;
  readonly activatedAt: string | null;
  readonly retiredAt: string | null;
}

export type NewSigningKey = Pick<SigningKeyRow, 'id' | 'accountId' | 'domain' | 'selector' | 'publicKey' | 'createdAt'>;

const COLUMNS =
  sql.raw(`id, sender_account_id AS "accountId", domain, selector, public_key AS "publicKey", state, created_at AS "createdAt",
  activated_at AS "activatedAt", retired_at AS "retiredAt"`);

/** The only file that queries signing_keys. */
@Injectable()
export class SigningKeyRepository {
  /** By domain, the newest first. */
  list(ctx: WorkspaceContext, accountId: string): Promise<SigningKeyRow[]> {
    return queryRows(ctx.manager, sql`SELECT ${COLUMNS} FROM signing_keys WHERE ${of(ctx, accountId)} ORDER BY domain, id DESC`);
  }

  listActive(ctx: WorkspaceContext, accountId: string): Promise<SigningKeyRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT ${COLUMNS} FROM signing_keys WHERE ${of(ctx, accountId)} AND state = 'active' ORDER BY domain`,
    );
  }

  find(ctx: WorkspaceContext, accountId: string, id: string): Promise<SigningKeyRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${COLUMNS} FROM signing_keys WHERE ${of(ctx, accountId)} AND id = ${id}`);
  }

  async add(ctx: WorkspaceContext, key: NewSigningKey): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO signing_keys (id, workspace_id, sender_account_id, domain, selector, public_key, state, created_at)
          VALUES (${key.id}, ${ctx.workspaceId}, ${key.accountId}, ${key.domain}, ${key.selector}, ${key.publicKey}, 'waiting', ${key.createdAt})`,
    );
  }

  /** False when it waits no longer. */
  async activate(ctx: WorkspaceContext, { id, accountId }: SigningKeyRow, now: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE signing_keys SET state = 'active', activated_at = ${now} WHERE ${of(ctx, accountId)} AND id = ${id} AND state = 'waiting'`,
    );
    return changed > 0;
  }

  /** The one that signs for the domain until now; null: none did. */
  async retire(ctx: WorkspaceContext, accountId: string, domain: string, now: string): Promise<SigningKeyRow | null> {
    return queryOne<SigningKeyRow>(
      ctx.manager,
      sql`UPDATE signing_keys SET state = 'retired', retired_at = ${now}
          WHERE ${of(ctx, accountId)} AND domain = ${domain} AND state = 'active' RETURNING ${COLUMNS}`,
    );
  }

  /** False when it was gone already. */
  async remove(ctx: WorkspaceContext, { id, accountId }: SigningKeyRow): Promise<boolean> {
    return (await execute(ctx.manager, sql`DELETE FROM signing_keys WHERE ${of(ctx, accountId)} AND id = ${id}`)) > 0;
  }
}

function of(ctx: WorkspaceContext, accountId: string): SqlFragment {
  return sql`workspace_id = ${ctx.workspaceId} AND sender_account_id = ${accountId}`;
}
