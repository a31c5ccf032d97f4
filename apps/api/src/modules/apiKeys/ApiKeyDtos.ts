import { API_KEY_UNUSED_DAYS } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  EnumListField,
  IdField,
  IntField,
  NestedField,
  TextField,
} from '../../platform/http/fields.js';
import { ALL_SCOPES, type Scope } from '../../platform/security/scopes.js';
import { API_KEY_STATES, type ApiKeyState } from './apiKeyState.js';

const MAX_DAYS = 365;
const MAX_OVERLAP_HOURS = 168;
const expiry = {
  optional: true,
  nullable: true,
  min: 1,
  max: MAX_DAYS,
  description: 'Default 90. null: never expires, for the owner only',
} as const;

export class ApiKeyScopeDto {
  @EnumField(ALL_SCOPES, { name: 'ApiKeyScope' })
  scope!: Scope;

  @TextField({ description: 'What it allows' })
  description!: string;
}

export class ApiKeyMakerDto {
  @IdField()
  userId!: string;

  @TextField()
  name!: string;

  @BoolField({ description: 'Keys of a former member the workspace no longer open anything' })
  isMember!: boolean;
}

export class ApiKeyDto {
  @IdField()
  id!: string;

  @TextField({ description: 'The public beginning of the key', example: 'rk_k3v9q2m8x1ab' })
  prefix!: string;

  @TextField({ max: 200 })
  description!: string;

  @EnumListField(ALL_SCOPES, { name: 'ApiKeyScope' })
  scopes!: Scope[];

  @EnumField(API_KEY_STATES, { name: 'ApiKeyState' })
  state!: ApiKeyState;

  @BoolField({ description: 'Whether it works now; a replaced key works until its overlap ends' })
  isLive!: boolean;

  @BoolField({ description: `Live, and not used for ${API_KEY_UNUSED_DAYS} days` })
  isUnused!: boolean;

  @NestedField(() => ApiKeyMakerDto)
  maker!: ApiKeyMakerDto;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true, description: 'null: never' })
  expiresAt!: string | null;

  @DateTimeField({ nullable: true })
  revokedAt!: string | null;

  @IdField({ nullable: true })
  replacedById!: string | null;

  @DateTimeField({ nullable: true, description: 'To the minute' })
  lastUsedAt!: string | null;

  @TextField({ nullable: true })
  lastUsedAddress!: string | null;

  @TextField({ nullable: true, example: 'GET /api/v1/workspaces/:workspaceId/contacts' })
  lastUsedRoute!: string | null;
}

export class NewApiKeyDto extends ApiKeyDto {
  @TextField({ description: 'The whole key, `rk_<prefix>_<secret>`. Shown only this once' })
  secret!: string;
}

export class CreateApiKeyDto {
  @TextField({ min: 1, max: 200, description: 'What uses it', example: 'Nightly import from the shop' })
  description!: string;

  @EnumListField(ALL_SCOPES, { name: 'ApiKeyScope', min: 1 })
  scopes!: Scope[];

  @IntField(expiry)
  expiresInDays?: number | null;
}

export class UpdateApiKeyDto {
  @TextField({ optional: true, min: 1, max: 200 })
  description?: string;

  @EnumListField(ALL_SCOPES, { name: 'ApiKeyScope', min: 1, optional: true })
  scopes?: Scope[];
}

export class RotateApiKeyDto {
  @IntField({ optional: true, min: 0, max: MAX_OVERLAP_HOURS, default: 24, description: 'How long the old key works beside the new one' })
  overlapHours?: number;

  @IntField(expiry)
  expiresInDays?: number | null;
}
