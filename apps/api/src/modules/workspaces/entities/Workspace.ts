import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

export const SAMPLE_STATES = ['filling', 'ready', 'failed'] as const;
export type SampleState = (typeof SAMPLE_STATES)[number];

@Index('idx_workspaces_purge_at', ['purgeAt'], { where: 'purge_at IS NOT NULL' })
@Unique(['userId', 'name'])
@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('text')
  id!: string;

  /** The owner. */
  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  name!: string;

  @Column('boolean', { name: 'is_sample' })
  isSample!: boolean;

  /** How far the past of a sample is written; null in every other workspace. */
  @Column('text', { name: 'sample_state', nullable: true })
  sampleState!: SampleState | null;

  /** How many steps of that past are written: the next to be written has this number. */
  @Column('integer', { name: 'sample_steps', default: 0 })
  sampleSteps!: number;

  @Column('text', { name: 'postal_address', nullable: true })
  postalAddress!: string | null;

  /** IANA name. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** ISO 3166 code, for phone numbers that were typed without a country. */
  @Column('text', { name: 'default_country', nullable: true })
  defaultCountry!: string | null;

  @Column('text', { name: 'default_from_name', nullable: true })
  defaultFromName!: string | null;

  @Column('text', { name: 'default_from_email', nullable: true })
  defaultFromEmail!: string | null;

  @Column('text', { name: 'default_reply_to', nullable: true })
  defaultReplyTo!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  /** Deleted, but everything can be restored until `purgeAt`. Nothing is sent meanwhile. */
  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;

  @Column('text', { name: 'purge_at', nullable: true })
  purgeAt!: string | null;
}
