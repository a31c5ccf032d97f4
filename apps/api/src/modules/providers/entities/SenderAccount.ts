import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a workspace can send through: settings, state, and how much it may send. */
@Index('idx_sender_accounts_workspace_id', ['workspaceId'])
@Entity('sender_accounts')
export class SenderAccount {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  channel!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'settings_json' })
  settingsJson!: string;

  /** Rises with every change of the settings or of the keys that sign, and with nothing else: connections are kept by it. */
  @Column('int', { name: 'settings_version' })
  settingsVersion!: number;

  @Column('text')
  state!: string;

  @Column('text', { name: 'state_reason', nullable: true })
  stateReason!: string | null;

  @Column('text', { name: 'last_test_json', nullable: true })
  lastTestJson!: string | null;

  @Column('text', { name: 'last_tested_at', nullable: true })
  lastTestedAt!: string | null;

  /** When its provider last told what became of a message; null: never. */
  @Column('text', { name: 'last_report_at', nullable: true })
  lastReportAt!: string | null;

  @Column('int', { name: 'rate_per_minute', nullable: true })
  ratePerMinute!: number | null;

  /** Until when its time is given away to those who send; empty: never yet. */
  @Column('text', { name: 'paced_until' })
  pacedUntil!: string;

  @Column('int', { name: 'quota_per_day', nullable: true })
  quotaPerDay!: number | null;

  @Column('int', { name: 'quota_used' })
  quotaUsed!: number;

  /** The day of the workspace that was counted, `2026-11-24`; empty: none yet. */
  @Column('text', { name: 'quota_day' })
  quotaDay!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
