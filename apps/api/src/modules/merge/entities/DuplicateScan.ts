import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** When duplicates of a workspace were last looked for. */
@Entity('duplicate_scans')
export class DuplicateScan {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** When the last complete search began: what was changed since is new. */
  @Column('text', { name: 'scanned_at' })
  scannedAt!: string;
}
