import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Which week of insights a member was last told of by email. */
@Index('idx_fk_insight_digests_user_id', ['userId'])
@Entity('insight_digests')
export class InsightDigest {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  /** Its first day, on the clock of the workspace: 2026-01-26. It only grows, so that no zone and no clock that is set back sends it twice. */
  @Column('text')
  week!: string;

  @Column('text', { name: 'sent_at' })
  sentAt!: string;
}
