import { GIVABLE_ROLES, ROLES, type Role } from '@rapport/common';
import { BoolField, DateTimeField, EmailField, EnumField, IdField, TextField, TimeZoneField } from '../../platform/http/fields.js';
import { SAMPLE_STATES, type SampleState } from './entities/Workspace.js';

export class CreateWorkspaceDto {
  @TextField({ min: 1, max: 80, example: 'Northwind Studio' })
  name!: string;
}

export class UpdateWorkspaceDto {
  @TextField({ optional: true, min: 1, max: 80 })
  name?: string;

  @TextField({
    optional: true,
    nullable: true,
    max: 300,
    description: 'Shown at the foot of every campaign; legally required in many countries',
  })
  postalAddress?: string | null;

  @TimeZoneField({ optional: true, description: 'IANA name', example: 'Europe/Berlin' })
  timeZone?: string;

  @TextField({
    optional: true,
    nullable: true,
    max: 2,
    description: 'ISO 3166 code, for phone numbers typed without a country',
    example: 'DE',
  })
  defaultCountry?: string | null;

  @TextField({ optional: true, nullable: true, max: 100 })
  defaultFromName?: string | null;

  @EmailField({ optional: true, nullable: true })
  defaultFromEmail?: string | null;

  @EmailField({ optional: true, nullable: true })
  defaultReplyTo?: string | null;
}

export class WorkspaceDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @EnumField(ROLES, { description: 'Your own role' })
  role!: Role;

  @BoolField({ description: 'Has invented contacts; can be removed in one step' })
  isSample!: boolean;

  @EnumField(SAMPLE_STATES, {
    nullable: true,
    description:
      'Of a sample: `filling` while its people and campaigns are being written, `failed` when that went wrong; remove it then and load it again. Else null',
  })
  sampleState!: SampleState | null;

  @TextField({ nullable: true })
  postalAddress!: string | null;

  @TextField({ description: 'IANA name' })
  timeZone!: string;

  @TextField({ nullable: true, max: 2, description: 'ISO 3166 code, for phone numbers typed without a country' })
  defaultCountry!: string | null;

  @TextField({ nullable: true })
  defaultFromName!: string | null;

  @TextField({ nullable: true })
  defaultFromEmail!: string | null;

  @TextField({ nullable: true })
  defaultReplyTo!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true, description: 'Deleted, and nothing is sent; its owner can restore it until `purgeAt`' })
  deletedAt!: string | null;

  @DateTimeField({ nullable: true })
  purgeAt!: string | null;
}

export class MembershipDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @EnumField(ROLES)
  role!: Role;

  @BoolField()
  isSample!: boolean;

  @DateTimeField({ nullable: true, description: 'Deleted; on the list of its owner alone, who can restore it until `purgeAt`' })
  deletedAt!: string | null;

  @DateTimeField({ nullable: true })
  purgeAt!: string | null;
}

export class TransferWorkspaceDto {
  @IdField({ description: 'The member who becomes owner; you become admin' })
  userId!: string;
}

export class DeleteWorkspaceDto {
  @TextField({ min: 1, max: 80, description: 'The name of the workspace, typed' })
  name!: string;
}

export class MemberDto {
  @IdField()
  userId!: string;

  @TextField()
  name!: string;

  @TextField()
  email!: string;

  @EnumField(ROLES)
  role!: Role;

  @DateTimeField()
  joinedAt!: string;

  @BoolField({
    description: 'False: the account was created with an invitation link, and the address is not proven yet',
  })
  isEmailConfirmed!: boolean;
}

export class UpdateMemberDto {
  @EnumField(GIVABLE_ROLES)
  role!: Exclude<Role, 'owner'>;
}

export class CreateInvitationDto {
  @EmailField()
  email!: string;

  @EnumField(GIVABLE_ROLES)
  role!: Exclude<Role, 'owner'>;
}

export class InvitationDto {
  @IdField()
  id!: string;

  @TextField()
  email!: string;

  @EnumField(ROLES)
  role!: Role;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  expiresAt!: string;
}

export class NewInvitationDto extends InvitationDto {
  @TextField({
    max: 2000,
    description:
      'A link to pass on. It is shown this once, and proves nothing about the address; the mailed link is another where mail leaves.',
  })
  url!: string;
}
