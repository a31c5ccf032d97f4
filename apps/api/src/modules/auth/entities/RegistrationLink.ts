import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mailed link that leads to a new account. */
@Entity('registration_links')
export class RegistrationLink {
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash!: string;

  @Column('text')
  email!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'used_at', nullable: true })
  usedAt!: string | null;
}
