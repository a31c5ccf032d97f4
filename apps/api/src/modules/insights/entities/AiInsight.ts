import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What is unusual in the figures of a workspace, as a detector found it: aggregates alone. The people behind it are read anew when someone
 * opens them, so a person who is erased is in none of these rows.
 */
@Index('idx_ai_insights_user_id', ['userId'])
@Index('uq_ai_insights_dedupe', ['workspaceId', 'dedupeKey'], { unique: true })
@Index('idx_ai_insights_listed', ['workspaceId', 'state', 'effect', 'id'])
@Index('idx_ai_insights_seen', ['seenAt'], { where: 'seen_at IS NOT NULL' })
@Index('idx_fk_ai_insights_campaign_id', ['campaignId'], { where: 'campaign_id IS NOT NULL' })
@Index('idx_fk_ai_insights_decided_by', ['decidedBy'], { where: 'decided_by IS NOT NULL' })
@Entity('ai_insights')
export class AiInsight {
  @PrimaryColumn('text')
  id!: string;

  /** The owner of the workspace when it was last confirmed. */
  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  /** Of the detector. */
  @Column('text')
  type!: string;

  /** The sentence. */
  @Column('text')
  content!: string;

  /** Of the statistic: 1 minus its corrected p-value, 1 for a full count. */
  @Column('double precision', { nullable: true })
  confidence!: number | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  /** Null: of a version that had none; it is in no list. */
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  /** The detector and what it found something about: a second find is the same insight. */
  @Column('text', { name: 'dedupe_key', nullable: true })
  dedupeKey!: string | null;

  /** What it is about, where that is a campaign: the insight goes with it. */
  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  /** How many of the sample. */
  @Column('int', { nullable: true })
  affected!: number | null;

  @Column('int', { nullable: true })
  sample!: number | null;

  /** The share that was to be expected, from 0 to 1. Null where nothing is compared. */
  @Column('double precision', { nullable: true })
  expected!: number | null;

  @Column('double precision', { name: 'interval_low', nullable: true })
  intervalLow!: number | null;

  @Column('double precision', { name: 'interval_high', nullable: true })
  intervalHigh!: number | null;

  /** How it was worked out, in words. */
  @Column('text', { nullable: true })
  method!: string | null;

  /** JSON, as `Evidence` in Detector.ts describes it. */
  @Column('text', { nullable: true })
  evidence!: string | null;

  /** How many people it is about beyond what was to be expected: the order of the list. */
  @Column('int', { nullable: true })
  effect!: number | null;

  /** open, accepted, dismissed, expired. */
  @Column('text', { nullable: true })
  state!: string | null;

  /** An open one is out of the list until then. */
  @Column('text', { name: 'snoozed_until', nullable: true })
  snoozedUntil!: string | null;

  /** Of whoever decided. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('text', { name: 'decided_at', nullable: true })
  decidedAt!: string | null;

  /** Its effect when it was dismissed: it comes back when it has grown by half. */
  @Column('int', { name: 'dismissed_effect', nullable: true })
  dismissedEffect!: number | null;

  /** When it was last found to be true. */
  @Column('text', { name: 'seen_at', nullable: true })
  seenAt!: string | null;

  /** Not shown as true after this, unless it is confirmed before. */
  @Column('text', { name: 'expires_at', nullable: true })
  expiresAt!: string | null;
}
