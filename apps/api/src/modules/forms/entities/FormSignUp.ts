import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Someone who filled in a form. Until they confirm it, all that is known of them is here; afterwards only that they did. */
@Index('idx_form_sign_ups_form', ['formId', 'confirmedAt', 'id'])
@Index('idx_form_sign_ups_address', ['workspaceId', 'addressKey'])
@Index('idx_form_sign_ups_expires', ['expiresAt'], { where: 'expires_at IS NOT NULL' })
@Index('idx_form_sign_ups_contact', ['contactId'], { where: 'contact_id IS NOT NULL' })
@Entity('form_sign_ups')
export class FormSignUp {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('SubscriptionForm', { onDelete: 'CASCADE' })
  @Column('text', { name: 'form_id' })
  formId!: string;

  /** waiting, handed, sent, failed, uncertain, notAsked. */
  @Column('text')
  mail!: string;

  /** libs/common `emailKey`; null once it is confirmed. */
  @Column('text', { name: 'address_key', nullable: true })
  addressKey!: string | null;

  /** JSON of SignUpContent; null once it is confirmed. */
  @Column('text', { name: 'content_json', nullable: true })
  contentJson!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  /** Null once it is confirmed. */
  @Column('text', { name: 'expires_at', nullable: true })
  expiresAt!: string | null;

  @Column('text', { name: 'confirmed_at', nullable: true })
  confirmedAt!: string | null;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id', nullable: true })
  contactId!: string | null;
}
