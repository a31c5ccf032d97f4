import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** That a signature was used, and for which reports: it counts for nothing else afterwards. */
@Index('idx_report_receipts_received_at', ['receivedAt'])
@Entity('report_receipts')
export class ReportReceipt {
  @ForeignKey('SenderAccount', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'account_id' })
  accountId!: string;

  @PrimaryColumn('text')
  token!: string;

  /** The provider's ids of the reports, in their order. */
  @Column('text', { name: 'event_ids' })
  eventIds!: string;

  @Column('text', { name: 'received_at' })
  receivedAt!: string;
}
