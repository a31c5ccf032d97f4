import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Unique(['email'])
@Entity('users')
export class User {
  @PrimaryColumn('text')
  id!: string;

  /** As typed, lower case: signing in does not depend on case. */
  @Column('text')
  email!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  /** When someone proved that they read this address; null for an account made by an invitation's link that others saw. */
  @Column('text', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt!: string | null;

  /** Of an account without a proven address: the one workspace it was invited to. */
  @Column('text', { name: 'vouched_workspace_id', nullable: true })
  vouchedWorkspaceId!: string | null;

  /** Rises when what was begun with the credentials so far becomes void. */
  @Column('int', { name: 'credentials_version' })
  credentialsVersion!: number;
}
