import { BoolField, DateTimeField, IntField, TextField, TextListField } from '../../../platform/http/fields.js';
import { RECOVERY_CODES } from './recoveryCodes.js';

export class TwoFactorDto {
  @BoolField()
  isOn!: boolean;

  @DateTimeField({ nullable: true })
  since!: string | null;

  @IntField({ min: 0, max: RECOVERY_CODES })
  recoveryCodesLeft!: number;
}

export class TwoFactorSetupDto {
  @TextField({ description: 'Base32, for those who type it into their app' })
  secret!: string;

  @TextField({ max: 1000, description: '`otpauth://…`, to be shown as a QR code' })
  uri!: string;
}

export class ConfirmTwoFactorDto {
  @TextField({ min: 6, max: 12, example: '123456', description: 'The code that the authenticator app shows now' })
  code!: string;
}

export class RecoveryCodesDto {
  @TextListField({ maxItems: RECOVERY_CODES, description: 'Shown this once; each works once in place of a code' })
  recoveryCodes!: string[];
}
