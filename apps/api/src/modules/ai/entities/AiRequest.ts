import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A question to the AI service of a workspace, and what came of it. */
@Index('idx_ai_requests_created', ['workspaceId', 'createdAt'])
@Index('idx_fk_ai_requests_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('idx_fk_ai_requests_contact_id', ['contactId'], { where: 'contact_id IS NOT NULL' })
@Index('idx_ai_requests_age', ['createdAt'])
@Entity('ai_requests')
export class AiRequest {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** Whom it is about, where it is about one. */
  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column('text')
  task!: string;

  @Column('text')
  state!: string;

  @Column('text')
  model!: string;

  /** JSON: what is asked, before anything is redacted. */
  @Column('text')
  input!: string;

  /** What left, redacted. */
  @Column('text', { nullable: true })
  prompt!: string | null;

  /** What came, as it came. */
  @Column('text', { nullable: true })
  response!: string | null;

  /** JSON: the answer, read and checked. */
  @Column('text', { nullable: true })
  pieces!: string | null;

  /** JSON: what was accepted, with which statements of the author's own. */
  @Column('text', { nullable: true })
  decisions!: string | null;

  @Column('text', { nullable: true })
  problem!: string | null;

  /** Until it ends, what it may use at most. */
  @Column('int', { name: 'input_tokens' })
  inputTokens!: number;

  @Column('int', { name: 'output_tokens' })
  outputTokens!: number;

  /** Millionths of the currency. */
  @Column('int')
  cost!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'ended_at', nullable: true })
  endedAt!: string | null;
}
