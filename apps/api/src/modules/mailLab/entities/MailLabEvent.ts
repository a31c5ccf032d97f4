import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Something that was played to a message in the lab. */
@Index('idx_mail_lab_events_message', ['labMessageId', 'id'])
@Entity('mail_lab_events')
export class MailLabEvent {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('MailLabMessage', { onDelete: 'CASCADE' })
  @Column('text', { name: 'lab_message_id' })
  labMessageId!: string;

  @Column('text')
  type!: string;

  @Column('text', { nullable: true })
  detail!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
