import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A further email address or phone number of a contact. The primary ones are columns of the contact itself. */
@Index('idx_contact_points_key', ['workspaceId', 'kind', 'key'])
@Index('uq_contact_points', ['contactId', 'kind', 'key'], { unique: true })
@Entity('contact_points')
export class ContactPoint {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text')
  kind!: 'email' | 'phone';

  /** As it was typed. */
  @Column('text')
  value!: string;

  /** `emailKey` of an address, E.164 of a number. Not unique: several people may share a number. */
  @Column('text', { name: 'point_key' })
  key!: string;

  @Column('text', { nullable: true })
  label!: string | null;

  @Column('text')
  state!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
