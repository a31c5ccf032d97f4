import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Up to where the lab of a workspace was emptied. */
@Entity('mail_lab_clearings')
export class MailLabClearing {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'up_to_id' })
  upToId!: string;
}
