import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When a kind of recurring work ran last and runs next. */
@Entity('recurring_work')
export class RecurringWork {
  @PrimaryColumn('text')
  name!: string;

  /** The next time that nobody has claimed. */
  @Column('text', { name: 'due_at' })
  dueAt!: string;

  @Column('text', { name: 'last_run_at', nullable: true })
  lastRunAt!: string | null;

  @Column('int', { name: 'last_ms', nullable: true })
  lastMs!: number | null;

  /** In a row. */
  @Column('int')
  failures!: number;

  @Column('text', { name: 'failing_since', nullable: true })
  failingSince!: string | null;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;
}
