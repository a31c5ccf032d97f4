import { ROLES, type Role } from '../../platform/context/Context.js';
import {
  BoolField,
  DateTimeField,
  EmailField,
  EnumField,
  IdField,
  NestedField,
  NestedListField,
  TextField,
} from '../../platform/http/fields.js';
import { MembershipDto } from '../workspaces/WorkspaceService.js';

const PASSWORD = { min: 10, max: 200, keepWhitespace: true } as const;

export class SetupDto {
  @BoolField({ description: 'Nobody has an account yet: the next one to register owns this installation' })
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

  @TextField({ optional: true, max: 60, description: 'IANA name; the time zone of the first workspace' })
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
}

export class SessionDto {
  @NestedField(() => UserDto)
  user!: UserDto;

  @NestedListField(() => MembershipDto)
  workspaces!: MembershipDto[];
}

export class UpdateMeDto {
  @TextField({ min: 1, max: 100 })
  name!: string;
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

  @BoolField({ description: 'Whether the address already has an account: then its password is asked for, else a new one is chosen' })
  accountExists!: boolean;

  @DateTimeField()
  expiresAt!: string;
}

export class AcceptInvitationDto {
  @TextField({ optional: true, min: 1, max: 100, description: 'For a new account' })
  name?: string;

  @TextField({ max: 200, keepWhitespace: true, description: 'Of the existing account, or for the new one (at least 10 characters)' })
  password!: string;
}
