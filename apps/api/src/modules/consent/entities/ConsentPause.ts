import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An address whose owner asked for a break. It ends at that time without anyone doing anything. */
@Index('idx_consent_pauses_until', ['until'])
@Entity('consent_pauses')
export class ConsentPause {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text')
  channel!: string;

  @PrimaryColumn('text', { name: 'address_key' })
  addressKey!: string;

  @Column('text')
  until!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
