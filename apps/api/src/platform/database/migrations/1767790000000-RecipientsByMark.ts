import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Written to only when one of them is told, which few recipients of a campaign are. */
const MARKS = ['bounced', 'replied', 'unsubscribed', 'complained'];

/** The recipients behind these figures of a report, in the order of their pages; and the campaigns that a report compares with. */
export class RecipientsByMark1767790000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const mark of MARKS)
      await queryRunner.query(
        `CREATE INDEX idx_campaign_recipients_${mark} ON campaign_recipients(campaign_id, id) WHERE ${mark}_at IS NOT NULL`,
      );
    await queryRunner.query(`CREATE INDEX idx_campaigns_sent ON campaigns(workspace_id, type, started_at, id) WHERE status = 'sent'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX idx_campaigns_sent`);
    for (const mark of MARKS) await queryRunner.query(`DROP INDEX idx_campaign_recipients_${mark}`);
  }
}
