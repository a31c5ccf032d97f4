import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A value that a change of type altered or cannot read, with what it was. */
@Index('idx_field_change_rows_failing', ['changeId', 'valueId'], { where: 'problem IS NOT NULL' })
@Index('idx_field_change_rows_value', ['valueId'])
@Entity('field_change_rows')
export class FieldChangeRow {
  @ForeignKey('FieldChange', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'change_id' })
  changeId!: string;

  @ForeignKey('CustomField', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'value_id' })
  valueId!: string;

  @Column('text', { name: 'before_text' })
  beforeText!: string;

  @Column('text', { name: 'after_text', nullable: true })
  afterText!: string | null;

  @Column('text', { nullable: true })
  problem!: string | null;
}
