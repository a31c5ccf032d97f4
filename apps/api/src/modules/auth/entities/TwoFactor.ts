import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The second factor of an account. */
@Entity('two_factor')
export class TwoFactor {
  @ForeignKey('User', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  secret!: string;

  @Column('text', { name: 'confirmed_at', nullable: true })
  confirmedAt!: string | null;

  @Column('int', { name: 'last_time_step', nullable: true })
  lastTimeStep!: number | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
