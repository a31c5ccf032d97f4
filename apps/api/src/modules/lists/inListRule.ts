import { sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactRule } from '../contacts/ContactRuleReferences.js';
import type { ListRepository } from './ListRepository.js';

/** On one of these lists. A deleted list is emptied in the background: nobody is on it from the moment of its deletion. */
export function inListRule(lists: ListRepository): ContactRule {
  return async (ctx, input, { postgres }) => {
    const living = await lists.listLiving(ctx, input.texts('listIds'));
    const listIds = sql.list(living);
    const on = (what: SqlFragment): SqlFragment =>
      sql`SELECT ${what} FROM contact_list_assignments a WHERE a.contact_id = c.id AND a.list_id IN (${listIds})`;
    const names = sql`SELECT l.name FROM contact_lists l WHERE l.workspace_id = ${ctx.workspaceId} AND l.id IN (${on(sql`a.list_id`)}) ORDER BY l.name`;
    return {
      matches: living.length === 0 ? sql`1 = 0` : sql`EXISTS (${on(sql`1`)})`,
      value: sql`(SELECT ${sql.raw(postgres ? 'string_agg' : 'group_concat')}(on_list.name, ', ') FROM (${names}) AS on_list)`,
      candidates: [
        sql`SELECT c.search_id FROM contact_list_assignments a CROSS JOIN base_contacts c ON c.id = a.contact_id WHERE a.list_id IN (${listIds})`,
      ],
      ids: {
        set: sql`SELECT a.contact_id AS id FROM contact_list_assignments a WHERE a.list_id IN (${listIds})`,
        isOrdered: living.length === 1,
      },
    };
  };
}
