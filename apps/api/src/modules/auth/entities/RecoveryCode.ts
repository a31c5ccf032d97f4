import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** A code that replaces the second factor, once. */
@Unique(['userId', 'codeHash'])
@Entity('recovery_codes')
export class RecoveryCode {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'code_hash' })
  codeHash!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'used_at', nullable: true })
  usedAt!: string | null;
}
