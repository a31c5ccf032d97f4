import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer to a request that may be sent again. */
@Index('idx_idempotency_keys_expires_at', ['expiresAt'])
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('text')
  actor!: string;

  @PrimaryColumn('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('text', { name: 'request_hash' })
  requestHash!: string;

  @Column('int', { nullable: true })
  status!: number | null;

  @Column('text', { nullable: true })
  response!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  /** Whose turn it is: what is done under an older claim is undone at its commit. */
  @Column('text', { nullable: true })
  claim!: string | null;

  @Column('text', { name: 'acted_at', nullable: true })
  actedAt!: string | null;
}
