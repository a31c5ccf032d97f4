import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An address that is not written to, and why. */
@Entity('suppressions')
export class Suppression {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text')
  channel!: string;

  @PrimaryColumn('text', { name: 'address_key' })
  addressKey!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'proof_json', nullable: true })
  proofJson!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
