import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The newest entries of a workspace are read for its first page, where the messages of a campaign count as one. So they need no place in
 * this index, which had been written for every message of every campaign.
 */
export class ActivityIndex1764240000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX idx_communication_logs_activity ON communication_logs(workspace_id, timestamp, id) WHERE campaign_id IS NULL`,
    );
    await queryRunner.query(`DROP INDEX idx_communication_logs_workspace`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX idx_communication_logs_workspace ON communication_logs(workspace_id, timestamp, id)`);
    await queryRunner.query(`DROP INDEX idx_communication_logs_activity`);
  }
}
