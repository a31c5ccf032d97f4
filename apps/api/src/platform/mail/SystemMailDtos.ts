import { BoolField, DateTimeField, IdField, TextField } from '../http/fields.js';

export class SystemMailSummaryDto {
  @IdField()
  id!: string;

  @TextField()
  subject!: string;

  @DateTimeField()
  createdAt!: string;

  @BoolField({ description: 'Its link opens an account, so only the operator can read the message' })
  isWithheld!: boolean;
}

export class SystemMailDto extends SystemMailSummaryDto {
  @TextField()
  to!: string;

  @TextField({ nullable: true, max: 100_000 })
  html!: string | null;

  @TextField({ nullable: true, max: 100_000 })
  text!: string | null;
}
