import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A contact that an action changed, with what undoing it needs. */
@Entity('bulk_action_rows')
export class BulkActionRow {
  @ForeignKey('BulkAction', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'bulk_action_id' })
  bulkActionId!: string;

  @PrimaryColumn('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text', { name: 'before_json', nullable: true })
  beforeJson!: string | null;
}
