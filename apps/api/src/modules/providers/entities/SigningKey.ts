import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What an SMTP sender signs the messages of a domain with. The private half is in the store of secrets. */
@Index('idx_signing_keys_workspace_id', ['workspaceId'])
@Index('idx_signing_keys_sender_account_id', ['senderAccountId'])
@Index('uq_signing_keys_active', ['senderAccountId', 'domain'], { unique: true, where: "state = 'active'" })
@Index('uq_signing_keys_waiting', ['senderAccountId', 'domain'], { unique: true, where: "state = 'waiting'" })
@Entity('signing_keys')
export class SigningKey {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('SenderAccount', { onDelete: 'CASCADE' })
  @Column('text', { name: 'sender_account_id' })
  senderAccountId!: string;

  /** In ASCII, lower case. */
  @Column('text')
  domain!: string;

  @Column('text')
  selector!: string;

  /** SubjectPublicKeyInfo in base64, as it is published. */
  @Column('text', { name: 'public_key' })
  publicKey!: string;

  /** waiting, active, retired. */
  @Column('text')
  state!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'activated_at', nullable: true })
  activatedAt!: string | null;

  @Column('text', { name: 'retired_at', nullable: true })
  retiredAt!: string | null;
}
