import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often something was tried in a window of time. */
@Entity('throttles')
export class Throttle {
  @PrimaryColumn('text', { name: 'throttle_key' })
  throttleKey!: string;

  @Column('int')
  points!: number;

  @Column('int', { name: 'expires_at', nullable: true })
  expiresAt!: number | null;
}
