import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What stands out in the figures of an account. Nothing writes to it yet. */
@Index('idx_ai_insights_user_id', ['userId'])
@Entity('ai_insights')
export class AiInsight {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  type!: string;

  @Column('text')
  content!: string;

  @Column('double precision', { nullable: true })
  confidence!: number | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
