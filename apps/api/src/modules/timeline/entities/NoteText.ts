import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What the search looks through of an entry that people wrote, under the entry's id. */
@Index('idx_note_texts_workspace_id', ['workspaceId', 'id'])
@Entity('note_texts')
export class NoteText {
  @ForeignKey('CommunicationLog', { onDelete: 'CASCADE' })
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** Folded, with single blanks. */
  @Column('text')
  text!: string;

  /** Characters and pairs of scripts without blanks; empty where there are none. */
  @Column('text')
  short!: string;
}
