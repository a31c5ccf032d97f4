import { sql } from '../../platform/database/sql.js';
import { TableReference } from '../../platform/references/TableReference.js';

/** Of two values of one field the contact that stays keeps its own. */
export const customFieldReference = new TableReference({
  table: 'custom_fields',
  column: 'contact_id',
  key: ['id'],
  unique: ['field_name'],
  parents: { definition_id: 'custom_field_definitions' },
  isOwn: (ctx) => sql`EXISTS (SELECT 1 FROM base_contacts c WHERE c.id = custom_fields.contact_id AND c.workspace_id = ${ctx.workspaceId})`,
});
