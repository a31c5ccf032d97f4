import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An entry between the commit of its act and its place in the chain: sealed, not linked yet (PostgreSQL). */
@Entity('audit_waiting')
export class AuditWaiting {
  @PrimaryColumn('text')
  id!: string;

  /** A workspace, by its id, or the installation. */
  @Column('text')
  chain!: string;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text', { name: 'actor_type' })
  actorType!: string;

  @Column('text', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text')
  action!: string;

  @Column('text', { name: 'entity_type', nullable: true })
  entityType!: string | null;

  @Column('text', { name: 'entity_id', nullable: true })
  entityId!: string | null;

  @Column('text', { nullable: true })
  details!: string | null;

  @Column('text', { name: 'ip_address', nullable: true })
  ipAddress!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text')
  timestamp!: string;

  @Column('text')
  seal!: string;
}
