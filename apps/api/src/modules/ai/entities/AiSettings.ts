import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Which AI service a workspace uses, and how far. The key is among its secrets. */
@Entity('ai_settings')
export class AiSettings {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'base_url' })
  baseUrl!: string;

  @Column('text')
  model!: string;

  @Column('boolean', { name: 'is_on', default: true })
  isOn!: boolean;

  /** JSON: what of contacts may leave. */
  @Column('text', { name: 'allowed_fields' })
  allowedFields!: string;

  /** Tokens in a month. */
  @Column('int', { name: 'month_tokens' })
  monthTokens!: number;

  /** Hundredths of the currency in a month; null: only the tokens limit it. */
  @Column('int', { name: 'month_cost', nullable: true })
  monthCost!: number | null;

  /** Of a million tokens, in ten-thousandths of the currency. */
  @Column('int', { name: 'input_price' })
  inputPrice!: number;

  @Column('int', { name: 'output_price' })
  outputPrice!: number;

  @Column('text')
  currency!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
