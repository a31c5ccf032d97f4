import { Column, Entity, PrimaryColumn } from 'typeorm';

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
}
