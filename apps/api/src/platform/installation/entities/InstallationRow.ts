import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which installation the database belongs to. */
@Entity('installation')
export class InstallationRow {
  @PrimaryColumn('text', { name: 'installation_id' })
  installationId!: string;

  @Column('text', { nullable: true })
  place!: string | null;

  @Column('int')
  beat!: number;

  @Column('text', { name: 'hold_reason', nullable: true })
  holdReason!: string | null;

  @Column('text', { name: 'held_at', nullable: true })
  heldAt!: string | null;
}
