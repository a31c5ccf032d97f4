import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An address or number of someone who was erased: enough to know it again, not enough to read it. */
@Entity('erased_addresses')
export class ErasedAddress {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text')
  kind!: 'email' | 'phone';

  /** SHA-256 of salt and key, in base64url. */
  @PrimaryColumn('text')
  hash!: string;

  /** The same for all of a workspace. */
  @Column('text')
  salt!: string;

  @Column('text', { name: 'erased_at' })
  erasedAt!: string;
}
