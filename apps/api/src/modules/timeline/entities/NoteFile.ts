import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A file that was uploaded for a note about a contact. Its bytes are in the file store, under its id. */
@Index('idx_note_files_contact', ['contactId', 'id'])
@Index('idx_note_files_entry', ['entryId'], { where: 'entry_id IS NOT NULL' })
@Index('idx_note_files_loose', ['createdAt'], { where: 'entry_id IS NULL' })
@Index('idx_note_files_workspace', ['workspaceId', 'id'])
@Index('idx_fk_note_files_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('note_files')
export class NoteFileRow {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  /** The note it is part of; null until the note is saved, and after the note is gone. */
  @ForeignKey('CommunicationLog', { onDelete: 'SET NULL' })
  @Column('text', { name: 'entry_id', nullable: true })
  entryId!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** As the uploader called it, without its path. */
  @Column('text')
  name!: string;

  /** In bytes. */
  @Column('int')
  size!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
