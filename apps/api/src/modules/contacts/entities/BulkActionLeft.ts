import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A contact that an action left as it was, and why. */
@Entity('bulk_action_left')
export class BulkActionLeft {
  @ForeignKey('BulkAction', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'bulk_action_id' })
  bulkActionId!: string;

  @PrimaryColumn('text')
  phase!: string;

  @PrimaryColumn('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text')
  reason!: string;

  /** The contact that has the address or number now. */
  @Column('text', { name: 'existing_contact_id', nullable: true })
  existingContactId!: string | null;
}
