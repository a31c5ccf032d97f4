import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A contact on a list. */
@Index('idx_contact_list_assignments_contact_id', ['contactId'])
@Index('idx_contact_list_assignments_list_id', ['listId', 'contactId'])
@Index('idx_contact_list_assignments_since', ['listId', 'assignedAt', 'contactId'])
@Entity('contact_list_assignments')
export class ContactListAssignment {
  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'contact_id' })
  contactId!: string;

  @ForeignKey('ContactList', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'list_id' })
  listId!: string;

  @Column('text', { name: 'assigned_at' })
  assignedAt!: string;

  /** Why (`ListCause`), who did it, and what it was part of: an import, a bulk action, an API key. */
  @Column('text', { name: 'added_via', nullable: true })
  addedVia!: string | null;

  @Column('text', { name: 'added_by', nullable: true })
  addedBy!: string | null;

  @Column('text', { name: 'added_ref', nullable: true })
  addedRef!: string | null;
}
