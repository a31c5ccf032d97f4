import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A call that a member makes to a contact, and how far it is. */
@Index('idx_phone_calls_workspace_id', ['workspaceId', 'id'])
@Index('idx_phone_calls_contact', ['contactId'])
@Index('idx_fk_phone_calls_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('uq_phone_calls_live', ['workspaceId', 'userId'], { unique: true, where: 'ended_at IS NULL' })
@Entity('phone_calls')
export class PhoneCall {
  /** Also the id of its entry on the timeline. */
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  /** Who calls. */
  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** The sender account that calls. It may have been removed since. */
  @Column('text', { name: 'sender_account_id' })
  senderAccountId!: string;

  /** E.164, as the other two: whose phone rings first. */
  @Column('text', { name: 'user_phone' })
  userPhone!: string;

  @Column('text', { name: 'contact_phone' })
  contactPhone!: string;

  /** What both phones show. */
  @Column('text', { name: 'from_phone' })
  fromPhone!: string;

  @Column('text')
  state!: string;

  /** Why it did not come about. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Seconds that member and contact talked. */
  @Column('int')
  seconds!: number;

  /** The provider's id of the first leg, to the phone of the member. */
  @Column('text', { name: 'vendor_call_id', nullable: true })
  vendorCallId!: string | null;

  /** The provider's id of the leg to the contact. */
  @Column('text', { name: 'vendor_leg_id', nullable: true })
  vendorLegId!: string | null;

  /** How often the provider was asked. */
  @Column('int')
  asks!: number;

  /** When the member asked to end it. */
  @Column('text', { name: 'cancelled_at', nullable: true })
  cancelledAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'ended_at', nullable: true })
  endedAt!: string | null;
}
