import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Entries of the audit log that are committed with their acts and have no place in their chain yet (docs/adr/0059). Rows live for
 * milliseconds. The chain of a workspace has its id. No foreign keys: each would be paid for in every act, and what became of account and workspace is looked up when a row
 * gets its place. SQLite has the table and never fills it: there an entry finds its place in the transaction of its act.
 */
export class WaitingAuditEntries1765160000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const postgres = queryRunner.dataSource.options.type === 'postgres';
    const t = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE audit_waiting (
      id ${t.text} PRIMARY KEY,
      chain ${t.text} NOT NULL,
      user_id ${t.text},
      actor_type ${t.text} NOT NULL,
      actor_id ${t.text},
      action ${t.text} NOT NULL,
      entity_type ${t.text},
      entity_id ${t.text},
      details ${t.json},
      ip_address ${t.text},
      request_id ${t.text},
      timestamp ${t.time} NOT NULL,
      seal ${t.text} NOT NULL
    )`);
    // As many rows are deleted as are written: without this, PostgreSQL cleans up when a fifth of a table that is nearly empty is dead.
    if (postgres)
      await queryRunner.query(
        `ALTER TABLE audit_waiting SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000)`,
      );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE audit_waiting');
  }
}
