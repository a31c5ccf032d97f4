import { Injectable } from '@nestjs/common';
import type { Context } from '../context/Context.js';
import { execute, queryOne, queryRows, sql } from '../database/sql.js';

export interface SystemMailRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly raw: string;
  readonly createdAt: string;
}

/** The only file that queries system_mails. A mail is found by the account it is addressed to, never by its id alone. */
@Injectable()
export class SystemMailRepository {
  async insert(ctx: Context, row: SystemMailRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO system_mails (id, recipient, subject, raw, created_at)
          VALUES (${row.id}, ${row.recipient}, ${row.subject}, ${row.raw}, ${row.createdAt}) ON CONFLICT DO NOTHING`,
    );
  }

  async keepNewest(ctx: Context, count: number): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM system_mails WHERE id NOT IN (SELECT id FROM system_mails ORDER BY id DESC LIMIT ${count})`);
  }

  listFor(ctx: Context, userId: string): Promise<Omit<SystemMailRow, 'raw' | 'recipient'>[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT m.id, m.subject, m.created_at AS "createdAt" FROM system_mails m JOIN users u ON u.email = m.recipient
          WHERE u.id = ${userId} ORDER BY m.id DESC`,
    );
  }

  findFor(ctx: Context, userId: string, id: string): Promise<SystemMailRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT m.id, m.recipient, m.subject, m.raw, m.created_at AS "createdAt" FROM system_mails m JOIN users u ON u.email = m.recipient
          WHERE u.id = ${userId} AND m.id = ${id}`,
    );
  }
}
