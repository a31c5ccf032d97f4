import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { sql, type SqlFragment } from '../../../platform/database/sql.js';
import { TableReference } from '../../../platform/references/TableReference.js';

/**
 * What a bulk action changed follows the contact, so that its undo finds the one that has the list now. Where both were in one action,
 * each keeps its own line: these tables know no foreign key to contacts and outlive them.
 */
export const bulkReferences = [
  new TableReference({
    table: 'bulk_action_rows',
    column: 'contact_id',
    key: ['bulk_action_id'],
    unique: ['bulk_action_id'],
    inConflict: 'stay',
    isOwn: ofWorkspace('bulk_action_rows'),
  }),
  new TableReference({
    table: 'bulk_action_left',
    column: 'contact_id',
    key: ['bulk_action_id', 'phase'],
    unique: ['bulk_action_id', 'phase'],
    inConflict: 'stay',
    isOwn: ofWorkspace('bulk_action_left'),
  }),
  new TableReference({
    table: 'bulk_action_left',
    column: 'existing_contact_id',
    key: ['bulk_action_id', 'phase', 'contact_id'],
    isOwn: ofWorkspace('bulk_action_left'),
  }),
];

/** By the actions of the workspace, which are few; by the contact alone every row of every action would be read. */
function ofWorkspace(table: string): (ctx: WorkspaceContext) => SqlFragment {
  return (ctx) => sql`${sql.raw(table)}.bulk_action_id IN (SELECT id FROM bulk_actions WHERE workspace_id = ${ctx.workspaceId})`;
}
