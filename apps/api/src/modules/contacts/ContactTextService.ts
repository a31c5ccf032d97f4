import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, executeForEach, isPostgres, queryRows, sql } from '../../platform/database/sql.js';
import type { CustomText } from './customText.js';

export interface TextOfContact {
  readonly id: string;
  readonly version: number;
  readonly text: string | null;
}

/** What the search looks through of custom values, where it is not written together with its contact. */
@Injectable()
export class ContactTextService {
  /** Of these contacts; whoever has the same text already is left alone. */
  async write(ctx: WorkspaceContext, texts: ReadonlyMap<string, CustomText>): Promise<void> {
    if (texts.size === 0) return;
    if (!isPostgres(ctx.manager)) {
      await executeForEach(
        ctx.manager,
        'UPDATE base_contacts SET custom_text = ?, custom_short = ? WHERE id = ? AND workspace_id = ? AND custom_text IS NOT ?',
        [...texts].map(([id, { text, short }]) => [text, short, id, ctx.workspaceId, text]),
      );
      return;
    }
    const rows = JSON.stringify([...texts].map(([id, { text, short }]) => ({ id, text, short })));
    await execute(
      ctx.manager,
      sql`UPDATE base_contacts c SET custom_text = r.text, custom_short = r.short FROM json_to_recordset(${rows}::json) AS r(id text, text text, short text)
          WHERE c.id = r.id AND c.workspace_id = ${ctx.workspaceId} AND c.custom_text IS DISTINCT FROM r.text`,
    );
  }

  /** The next contacts by id, those in the trash too. */
  listNext(ctx: WorkspaceContext, afterId: string, limit: number): Promise<TextOfContact[]> {
    return queryRows<TextOfContact>(
      ctx.manager,
      sql`SELECT id, version, custom_text AS text FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id > ${afterId} ORDER BY id LIMIT ${limit}`,
    );
  }

  /** Not if someone changes the contact at this moment: they write its text themselves. */
  async writeUnchanged(
    ctx: WorkspaceContext,
    { id, version }: Pick<TextOfContact, 'id' | 'version'>,
    { text, short }: CustomText,
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE base_contacts SET custom_text = ${text}, custom_short = ${short} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND version = ${version}`,
    );
  }
}
