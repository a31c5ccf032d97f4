import { Injectable } from '@nestjs/common';
import type { Context } from '../context/Context.js';
import { execute, isPostgres, queryOne, queryRows, sql, type SqlFragment } from '../database/sql.js';
import type { SystemMailKind } from './SystemMailer.js';

export interface SystemMailRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly raw: string;
  readonly kind: SystemMailKind;
  readonly createdAt: string;
}

/** Mail for an address is shown to the account that has proven to own it, never to whoever merely claims it. */
const MAILS_OF_OWNER = sql`system_mails m JOIN users u ON u.email = m.recipient AND u.email_verified_at IS NOT NULL`;

/** The only file that queries system_mails. A mail is found by the account it is addressed to, never by its id alone. */
@Injectable()
export class SystemMailRepository {
  async insert(ctx: Context, row: SystemMailRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO system_mails (id, recipient, subject, raw, kind, created_at)
          VALUES (${row.id}, ${row.recipient}, ${row.subject}, ${row.raw}, ${row.kind}, ${row.createdAt}) ON CONFLICT DO NOTHING`,
    );
  }

  /** Removes the older mails of one address; answers their ids. What others get never costs this address a mail. */
  async keepNewest(ctx: Context, recipient: string, count: number): Promise<string[]> {
    const removed = await queryRows<{ id: string }>(
      ctx.manager,
      sql`DELETE FROM system_mails WHERE id IN (SELECT id FROM system_mails WHERE recipient = ${recipient}
            AND id NOT IN (SELECT id FROM system_mails WHERE recipient = ${recipient} ORDER BY id DESC LIMIT ${count}) ORDER BY id ${free(ctx)}) RETURNING id`,
    );
    return removed.map(({ id }) => id);
  }

  /** Removes what is older than a time, a few at once: ids are ordered by time. */
  async removeOlder(ctx: Context, before: string, limit: number): Promise<string[]> {
    const removed = await queryRows<{ id: string }>(
      ctx.manager,
      sql`DELETE FROM system_mails WHERE created_at < ${before}
            AND id IN (SELECT id FROM system_mails ORDER BY id LIMIT ${limit} ${free(ctx)}) RETURNING id`,
    );
    return removed.map(({ id }) => id);
  }

  /** Which of these are there. */
  async listExisting(ctx: Context, ids: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT id FROM system_mails WHERE id IN (${sql.list(ids)})`);
    return rows.map(({ id }) => id);
  }

  listFor(ctx: Context, userId: string): Promise<Omit<SystemMailRow, 'raw' | 'recipient'>[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT m.id, m.subject, m.kind, m.created_at AS "createdAt" FROM ${MAILS_OF_OWNER} WHERE u.id = ${userId} ORDER BY m.id DESC`,
    );
  }

  findFor(ctx: Context, userId: string, id: string): Promise<SystemMailRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT m.id, m.recipient, m.subject, m.raw, m.kind, m.created_at AS "createdAt" FROM ${MAILS_OF_OWNER}
          WHERE u.id = ${userId} AND m.id = ${id}`,
    );
  }
}

/** Rows that another transaction is removing are left to it: two that remove the same rows in another order would wait for each other. */
function free({ manager }: Context): SqlFragment {
  return sql.if(isPostgres(manager), sql`FOR UPDATE SKIP LOCKED`);
}
