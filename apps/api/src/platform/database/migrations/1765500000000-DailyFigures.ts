import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Figures by day. `figure_changes` is what has happened since it was last put into `daily_figures`; `figure_books` says of what the
 * figures are kept, and in the days of which zone. Nothing is counted here: what has no book is counted from its rows until the work
 * that keeps figures has opened one (decision 68).
 */
export class DailyFigures1765500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int } = columnTypes(queryRunner.dataSource.options.type);
    const workspace = `workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE`;
    await queryRunner.query(`CREATE TABLE figure_books (
      ${workspace},
      subject_id ${text} NOT NULL,
      time_zone ${text},
      version ${int} NOT NULL,
      PRIMARY KEY (workspace_id, subject_id)
    )`);
    await queryRunner.query(`CREATE TABLE daily_figures (
      ${workspace},
      subject_id ${text} NOT NULL,
      metric ${text} NOT NULL,
      day ${text} NOT NULL,
      value ${int} NOT NULL,
      PRIMARY KEY (workspace_id, subject_id, metric, day)
    )`);
    await queryRunner.query(`CREATE TABLE figure_changes (
      ${workspace},
      subject_id ${text} NOT NULL,
      id ${text} NOT NULL,
      metric ${text} NOT NULL,
      slice ${text} NOT NULL,
      n ${int} NOT NULL,
      PRIMARY KEY (workspace_id, subject_id, id)
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['figure_changes', 'daily_figures', 'figure_books']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
