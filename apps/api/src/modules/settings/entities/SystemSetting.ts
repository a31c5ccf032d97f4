import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A setting of the installation, a workspace or an account. */
@Index('idx_system_settings_global', ['settingKey'], { unique: true, where: 'scope_id IS NULL' })
@Unique(['scope', 'scopeId', 'settingKey'])
@Entity('system_settings')
export class SystemSetting {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  scope!: string;

  @Column('text', { name: 'scope_id', nullable: true })
  scopeId!: string | null;

  @Column('text', { name: 'setting_key' })
  settingKey!: string;

  @Column('text', { name: 'setting_value' })
  settingValue!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
