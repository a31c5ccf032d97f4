import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The time that a contact was on a list, once it is over. */
@Index('idx_list_stays_contact_id', ['contactId', 'leftAt', 'id'])
@Index('idx_list_stays_joined', ['listId', 'joinedAt', 'id'])
@Index('idx_list_stays_left', ['listId', 'leftAt', 'id'])
@Index('idx_list_stays_workspace_id', ['workspaceId', 'id'])
@Entity('list_stays')
export class ListStay {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('ContactList', { onDelete: 'CASCADE' })
  @Column('text', { name: 'list_id' })
  listId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text', { name: 'joined_at' })
  joinedAt!: string;

  /** Why, by whom and as part of what, as on `contact_list_assignments`. */
  @Column('text', { name: 'joined_via', nullable: true })
  joinedVia!: string | null;

  @Column('text', { name: 'joined_by', nullable: true })
  joinedBy!: string | null;

  @Column('text', { name: 'joined_ref', nullable: true })
  joinedRef!: string | null;

  @Column('text', { name: 'left_at' })
  leftAt!: string;

  @Column('text', { name: 'left_via', nullable: true })
  leftVia!: string | null;

  @Column('text', { name: 'left_by', nullable: true })
  leftBy!: string | null;

  @Column('text', { name: 'left_ref', nullable: true })
  leftRef!: string | null;
}
