import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A mail of the system that its addressee reads here. */
@Index('idx_system_mails_recipient', ['recipient', 'id'])
@Entity('system_mails')
export class SystemMail {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  raw!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text')
  kind!: string;
}
