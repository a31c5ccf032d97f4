import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A form with which strangers sign up for the emails of a workspace. */
@Index('idx_subscription_forms_name', ['workspaceId', 'name'], { unique: true })
@Entity('subscription_forms')
export class SubscriptionForm {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** For members. */
  @Column('text')
  name!: string;

  /** JSON of FormContent: what visitors read and are asked, and where it leads. */
  @Column('text', { name: 'content_json' })
  contentJson!: string;

  @Column('boolean', { name: 'is_active' })
  isActive!: boolean;

  /** Also of its words: a proof of consent names it. */
  @Column('int')
  version!: number;

  @Column('int', { name: 'submitted_count' })
  submittedCount!: number;

  @Column('int', { name: 'confirmed_count' })
  confirmedCount!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
