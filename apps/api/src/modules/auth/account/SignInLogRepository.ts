import { Injectable } from '@nestjs/common';
import { INSTALLATION } from '../../../platform/audit/auditChain.js';
import type { Context } from '../../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../../platform/database/keyset.js';
import { queryRowsAside, sql } from '../../../platform/database/sql.js';

export interface SignInLogRow {
  readonly id: string;
  readonly seq: number;
  readonly time: string;
  readonly action: string;
  readonly details: string | null;
  readonly ipAddress: string | null;
}

/** A person's own entries of the audit log, newest first. */
@Injectable()
export class SignInLogRepository {
  list(ctx: Context, userId: string, { limit, cursor }: { limit: number; cursor?: string }): Promise<SignInLogRow[]> {
    return queryRowsAside<SignInLogRow>(
      ctx.manager,
      sql`SELECT id, seq, timestamp AS "time", action, details, ip_address AS "ipAddress" FROM audit_logs
          WHERE chain = ${INSTALLATION} AND entity_id = ${userId} AND entity_type = 'user' AND action LIKE 'auth.%'
          ${afterCursor({ seq: 'number' }, cursor, 'desc')} ${orderAndLimit({ seq: 'number' }, 'desc', limit)}`,
    );
  }
}
