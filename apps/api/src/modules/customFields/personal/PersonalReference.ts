import { sql } from '../../../platform/database/sql.js';
import type { ToldRow } from '../../../platform/references/ContactReferences.js';
import { TableReference } from '../../../platform/references/TableReference.js';

/** Personal values follow their contact into a merge and out of it, and nobody is told what they say. */
export class PersonalReference extends TableReference {
  constructor() {
    super({
      table: 'personal_field_values',
      column: 'contact_id',
      key: ['definition_id'],
      unique: ['definition_id'],
      parents: { definition_id: 'custom_field_definitions' },
      isOwn: (ctx) =>
        sql`EXISTS (SELECT 1 FROM base_contacts c WHERE c.id = personal_field_values.contact_id AND c.workspace_id = ${ctx.workspaceId})`,
    });
  }

  override async *tell(): AsyncGenerator<readonly ToldRow[]> {
    yield await Promise.resolve([]);
  }
}
