import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What the copies of one template version have in common, so that they pack well. */
@Index('idx_message_dictionaries_workspace_id', ['workspaceId', 'id'])
@Entity('message_dictionaries')
export class MessageDictionary {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('blob')
  content!: Buffer;
}
