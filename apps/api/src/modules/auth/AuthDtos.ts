import { PASSWORD_MIN_LENGTH, ROLES, type Role } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EmailField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
  TimeZoneField,
} from '../../platform/http/fields.js';
import { MembershipDto } from '../workspaces/public.js';

const PASSWORD = { min: PASSWORD_MIN_LENGTH, max: 200, keepWhitespace: true } as const;

export class SetupDto {
  @BoolField({ description: 'There is no account yet: the first to register becomes the operator' })
  needsFirstAccount!: boolean;

  @BoolField()
  registrationOpen!: boolean;

  @TextField()
  version!: string;

  @EnumField(['sqlite', 'postgres'])
  database!: 'sqlite' | 'postgres';
}

export class RegisterDto {
  @TextField({ min: 1, max: 100, example: 'Ann Berger' })
  name!: string;

  @EmailField()
  email!: string;

  @TextField({ ...PASSWORD, description: 'At least 10 characters' })
  password!: string;

  @TextField({ optional: true, min: 1, max: 80, description: 'Name of the first workspace' })
  workspaceName?: string;

  @TimeZoneField({ optional: true, description: 'IANA name; the time zone of the first workspace' })
  timeZone?: string;
}

export class RequestRegistrationDto {
  @EmailField()
  email!: string;
}

export class RegistrationPreviewDto {
  @TextField({ description: 'The address that the link was sent to' })
  email!: string;

  @DateTimeField()
  expiresAt!: string;
}

export class ConfirmRegistrationDto {
  @TextField({ min: 1, max: 100, example: 'Ann Berger' })
  name!: string;

  @TextField({ ...PASSWORD, description: 'At least 10 characters' })
  password!: string;

  @TextField({ optional: true, min: 1, max: 80, description: 'Name of the first workspace' })
  workspaceName?: string;

  @TimeZoneField({ optional: true, description: 'IANA name; the time zone of the first workspace' })
  timeZone?: string;
}

export class LoginDto {
  @EmailField()
  email!: string;

  @TextField({ min: 1, max: 200, keepWhitespace: true })
  password!: string;
}

export class UserDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @TextField()
  email!: string;

  @BoolField({ description: 'Two-step verification is on: signing in and confirming need a code' })
  hasTwoFactor!: boolean;

  @BoolField({ description: 'Until then the account cannot invite others, join other workspaces or see system mail' })
  isEmailConfirmed!: boolean;
}

export class SessionDto {
  @NestedField(() => UserDto)
  user!: UserDto;

  @NestedListField(() => MembershipDto)
  workspaces!: MembershipDto[];

  @BoolField({ description: 'False when there is no SMTP server for system mail: the operator confirms addresses' })
  sendsSystemMail!: boolean;
}

export class SecondFactorRequiredDto {
  @BoolField({ description: 'Always true: the password was right, no session yet' })
  secondFactorRequired!: true;

  @TextField({ description: 'Valid for five minutes' })
  challengeToken!: string;
}

const CODE = { min: 6, max: 20, example: '123456', description: 'From the authenticator app, or a recovery code' } as const;

export class SecondFactorDto {
  @TextField({ min: 1, max: 100 })
  challengeToken!: string;

  @TextField(CODE)
  code!: string;
}

export class StepUpDto {
  @TextField({ optional: true, min: 1, max: 200, keepWhitespace: true, description: 'Where two-step verification is off' })
  password?: string;

  @TextField({ ...CODE, optional: true })
  code?: string;
}

export class UpdateMeDto {
  @TextField({ min: 1, max: 100 })
  name!: string;
}

export class RequestPasswordResetDto {
  @EmailField()
  email!: string;
}

export class ResetPasswordDto {
  @TextField({ min: 1, max: 100, description: 'From the link of the mail' })
  token!: string;

  @TextField({ ...PASSWORD, description: 'At least 10 characters' })
  newPassword!: string;
}

export class ChangeEmailDto {
  @EmailField()
  email!: string;
}

export class ConfirmEmailDto {
  @TextField({ min: 1, max: 100, description: 'From the link of the mail' })
  token!: string;
}

export class ConfirmedEmailDto {
  @TextField()
  email!: string;
}

export class OwnSessionDto {
  @IdField()
  id!: string;

  @TextField({ example: 'Firefox on Windows' })
  device!: string;

  @TextField({ nullable: true })
  ipAddress!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ description: 'Exact to five minutes' })
  lastSeenAt!: string;

  @BoolField({ description: 'The session that asks' })
  isCurrent!: boolean;
}

export class RevokedSessionsDto {
  @IntField()
  count!: number;
}

export class SignInLogEntryDto {
  @TextField()
  id!: string;

  @DateTimeField()
  time!: string;

  @TextField({ example: 'auth.signedIn' })
  action!: string;

  @TextField({ nullable: true, example: 'Firefox on Windows' })
  device!: string | null;

  @TextField({ nullable: true })
  ipAddress!: string | null;

  @IntField({ min: 1, description: 'How many attempts the entry counts: repeated refusals are counted for an hour' })
  attempts!: number;
}

export class ChangePasswordDto {
  @TextField({ min: 1, max: 200, keepWhitespace: true })
  currentPassword!: string;

  @TextField({ ...PASSWORD, description: 'At least 10 characters' })
  newPassword!: string;
}

export class InvitationPreviewDto {
  @TextField()
  workspaceName!: string;

  @TextField()
  email!: string;

  @EnumField(ROLES)
  role!: Role;

  @DateTimeField()
  expiresAt!: string;

  @BoolField({
    description:
      'Others may have seen this link, and system mail is sent here: it only lets in its addressee, signed in. Without an account, POST invitations/{token}/mail sends the address a link of its own',
  })
  byMail!: boolean;
}

export class AcceptInvitationDto {
  @TextField({ optional: true, min: 1, max: 100, description: 'For a new account; leave it out to sign in with an existing one' })
  name?: string;

  @TextField({ ...PASSWORD, description: 'Of the existing account, or for the new one (at least 10 characters)' })
  password!: string;
}
