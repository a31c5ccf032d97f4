import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What the lab of a workspace does to the next messages: the last that was chosen, over or not. */
@Entity('mail_lab_faults')
export class MailLabFault {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** Told apart from the one that was chosen before it. */
  @Column('text')
  id!: string;

  @Column('text')
  fault!: string;

  /** Of a hundred messages. */
  @Column('int')
  share!: number;

  /** Part of the recipient, in lower case. Null: everyone. */
  @Column('text', { nullable: true })
  recipient!: string | null;

  /** It ends after so many. */
  @Column('int')
  most!: number;

  /** Messages that it could have met, and those that it met. */
  @Column('int')
  seen!: number;

  @Column('int')
  hits!: number;

  @Column('text', { name: 'started_at' })
  startedAt!: string;

  @Column('text', { name: 'ends_at' })
  endsAt!: string;
}
