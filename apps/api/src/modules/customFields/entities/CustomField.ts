import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The value of one custom field of one contact. */
@Index('idx_custom_fields_contact_id', ['contactId', 'fieldName'], { unique: true })
@Index('idx_custom_fields_definition_id', ['definitionId'])
@Entity('custom_fields')
export class CustomField {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  @ForeignKey('CustomFieldDefinition', { onDelete: 'CASCADE' })
  @Column('text', { name: 'definition_id', nullable: true })
  definitionId!: string | null;

  @Column('text', { name: 'field_name' })
  fieldName!: string;

  @Column('text', { name: 'field_value', nullable: true })
  fieldValue!: string | null;

  @Column('double precision', { name: 'value_number', nullable: true })
  valueNumber!: number | null;

  @Column('text', { name: 'field_type', nullable: true })
  fieldType!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
