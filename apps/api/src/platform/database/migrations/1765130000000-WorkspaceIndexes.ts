import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Table, and what follows the workspace. */
const INDEXES = [
  ['bulk_actions', 'id'],
  ['campaign_recipients', 'id'],
  ['communication_logs', 'id'],
  ['delivery_events', 'recipient_id'],
  ['message_dictionaries', 'id'],
  ['sent_messages', 'id'],
  ['template_versions', 'id'],
] as const;

/**
 * An index over the workspace alone is a trap: for `workspace_id = ? AND id IN (…)` SQLite takes it rather than the primary key, as both
 * look equally good without statistics, and reads all of the workspace. With the second column it finds the rows themselves, and still
 * finds what is to be removed with a workspace.
 */
export class WorkspaceIndexes1765130000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, second] of INDEXES) {
      await queryRunner.query(`CREATE INDEX idx_${table}_workspace_${second} ON ${table}(workspace_id, ${second})`);
      await queryRunner.query(`DROP INDEX idx_fk_${table}_workspace_id`);
    }
    // What is to leave the trash of a workspace next.
    await queryRunner.query(
      `CREATE INDEX idx_base_contacts_trashed ON base_contacts(workspace_id, deleted_at, id) WHERE deleted_at IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX idx_base_contacts_trashed`);
    for (const [table, second] of INDEXES) {
      await queryRunner.query(`CREATE INDEX idx_fk_${table}_workspace_id ON ${table}(workspace_id)`);
      await queryRunner.query(`DROP INDEX idx_${table}_workspace_${second}`);
    }
  }
}
