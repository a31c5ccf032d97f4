import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A person, with the six fixed fields and what they are found and sorted by. */
@Index('idx_base_contacts_created', ['workspaceId', 'createdOn', 'id'], { where: 'deleted_at IS NULL' })
@Index('idx_base_contacts_created_trash', ['workspaceId', 'createdOn', 'id'], { where: 'deleted_at IS NOT NULL' })
@Index('idx_base_contacts_deleted', ['deletedAt'], { where: 'deleted_at IS NOT NULL' })
@Index('idx_base_contacts_email_key_trash', ['workspaceId', 'emailKey', 'id'], {
  where: 'deleted_at IS NOT NULL AND email_key IS NOT NULL',
})
@Index('idx_base_contacts_no_email_key', ['workspaceId', 'id'], { where: 'deleted_at IS NULL AND email_key IS NULL' })
@Index('idx_base_contacts_no_email_key_trash', ['workspaceId', 'id'], { where: 'deleted_at IS NOT NULL AND email_key IS NULL' })
@Index('idx_base_contacts_no_sort_company', ['workspaceId', 'id'], { where: 'deleted_at IS NULL AND sort_company IS NULL' })
@Index('idx_base_contacts_no_sort_company_trash', ['workspaceId', 'id'], { where: 'deleted_at IS NOT NULL AND sort_company IS NULL' })
@Index('idx_base_contacts_no_sort_name', ['workspaceId', 'id'], { where: 'deleted_at IS NULL AND sort_name IS NULL' })
@Index('idx_base_contacts_no_sort_name_trash', ['workspaceId', 'id'], { where: 'deleted_at IS NOT NULL AND sort_name IS NULL' })
@Index('idx_base_contacts_sort_company', ['workspaceId', 'sortCompany', 'id'], { where: 'deleted_at IS NULL AND sort_company IS NOT NULL' })
@Index('idx_base_contacts_sort_company_trash', ['workspaceId', 'sortCompany', 'id'], {
  where: 'deleted_at IS NOT NULL AND sort_company IS NOT NULL',
})
@Index('idx_base_contacts_sort_name', ['workspaceId', 'sortName', 'id'], { where: 'deleted_at IS NULL AND sort_name IS NOT NULL' })
@Index('idx_base_contacts_sort_name_trash', ['workspaceId', 'sortName', 'id'], {
  where: 'deleted_at IS NOT NULL AND sort_name IS NOT NULL',
})
@Index('idx_base_contacts_trashed', ['workspaceId', 'deletedAt', 'id'], { where: 'deleted_at IS NOT NULL' })
@Index('idx_base_contacts_workspace_id', ['workspaceId', 'id'])
@Index('uq_base_contacts_email', ['workspaceId', 'emailKey'], { unique: true, where: 'deleted_at IS NULL AND email_key IS NOT NULL' })
@Index('uq_base_contacts_phone', ['workspaceId', 'phoneE164'], { unique: true, where: 'deleted_at IS NULL AND phone_e164 IS NOT NULL' })
@Entity('base_contacts')
export class Contact {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'created_on' })
  createdOn!: string;

  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null;

  @Column('text', { name: 'last_name', nullable: true })
  lastName!: string | null;

  @Column('text', { name: 'primary_email', nullable: true })
  primaryEmail!: string | null;

  @Column('text', { name: 'primary_phone', nullable: true })
  primaryPhone!: string | null;

  @Column('text', { nullable: true })
  company!: string | null;

  @Column('text', { name: 'email_key', nullable: true })
  emailKey!: string | null;

  @Column('text', { name: 'phone_e164', nullable: true })
  phoneE164!: string | null;

  @Column('text', { name: 'sort_name', nullable: true })
  sortName!: string | null;

  @Column('text', { name: 'sort_company', nullable: true })
  sortCompany!: string | null;

  @Column('text', { name: 'search_text' })
  searchText!: string;

  @Column('text', { name: 'source_import_id', nullable: true })
  sourceImportId!: string | null;

  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  @Column('int')
  version!: number;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;

  /** What finds the contact by one or two characters, with blanks between. */
  @Column('text', { name: 'search_short' })
  searchShort!: string;

  /** What the search looks through of its custom values; null without any. */
  @Column('text', { name: 'custom_text', nullable: true })
  customText!: string | null;

  /** As `searchShort`, of `customText`. */
  @Column('text', { name: 'custom_short', nullable: true })
  customShort!: string | null;
}
