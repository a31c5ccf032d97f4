import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** How a workspace uses an AI service, and each question to it with its answer. */
export class Ai1767910002301 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time, json, bool } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE ai_settings (
      workspace_id ${text} PRIMARY KEY REFERENCES workspaces(id) ON DELETE CASCADE,
      base_url ${text} NOT NULL,
      model ${text} NOT NULL,
      is_on ${bool(true)},
      allowed_fields ${json} NOT NULL,
      month_tokens ${int} NOT NULL,
      month_cost ${int},
      input_price ${int} NOT NULL,
      output_price ${int} NOT NULL,
      currency ${text} NOT NULL,
      updated_at ${time} NOT NULL
    )`);
    await queryRunner.query(`CREATE TABLE ai_requests (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      contact_id ${text} REFERENCES base_contacts(id) ON DELETE CASCADE,
      task ${text} NOT NULL,
      state ${text} NOT NULL,
      model ${text} NOT NULL,
      input ${json} NOT NULL,
      prompt ${text},
      response ${text},
      pieces ${json},
      decisions ${json},
      problem ${text},
      input_tokens ${int} NOT NULL,
      output_tokens ${int} NOT NULL,
      cost ${int} NOT NULL,
      created_at ${time} NOT NULL,
      ended_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_ai_requests_created ON ai_requests(workspace_id, created_at)`);
    await queryRunner.query(`CREATE INDEX idx_fk_ai_requests_user_id ON ai_requests(user_id) WHERE user_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_fk_ai_requests_contact_id ON ai_requests(contact_id) WHERE contact_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_ai_requests_age ON ai_requests(created_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE ai_requests`);
    await queryRunner.query(`DROP TABLE ai_settings`);
  }
}
