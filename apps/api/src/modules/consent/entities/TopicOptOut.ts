import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An address that gets nothing about a topic, because its owner left it. */
@Index('idx_fk_topic_opt_outs_topic_id', ['topicId'])
@Entity('topic_opt_outs')
export class TopicOptOut {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text')
  channel!: string;

  @PrimaryColumn('text', { name: 'address_key' })
  addressKey!: string;

  @ForeignKey('Topic', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'topic_id' })
  topicId!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
