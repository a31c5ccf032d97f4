import { BoolField, DateTimeField, IdField, TextField } from '../../platform/http/fields.js';

/** A stored secret without its value, which is in no answer. */
export class SecretDto {
  @IdField()
  id!: string;

  @TextField({ description: 'What it is, for programs', example: 'smtp.password' })
  name!: string;

  @TextField({ description: 'What of the workspace it belongs to; empty where there is one of its kind' })
  subject!: string;

  @TextField()
  label!: string;

  @TextField({ description: 'What it is for' })
  purpose!: string;

  @DateTimeField({ description: 'When its value was last set' })
  setAt!: string;

  @TextField({ nullable: true, description: 'Who set it: their name, or null when that is not known' })
  setBy!: string | null;

  @BoolField()
  canBeTested!: boolean;
}

export class SecretTestDto {
  @BoolField({ description: 'Whether it works now' })
  ok!: boolean;

  @TextField({ max: 2000, description: 'What was found, in words' })
  message!: string;
}
