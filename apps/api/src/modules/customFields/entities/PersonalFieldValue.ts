import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a user keeps about a contact for themselves: the value of a field that has no workspace. */
@Index('idx_personal_field_values_definition', ['definitionId'])
@Entity('personal_field_values')
export class PersonalFieldValue {
  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'contact_id' })
  contactId!: string;

  @ForeignKey('CustomFieldDefinition', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'definition_id' })
  definitionId!: string;

  @Column('text')
  value!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
