import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { REASONS } from './finding/scorePair.js';

export class DuplicateReasonDto {
  @EnumField(REASONS, { name: 'DuplicateReasonKind' })
  kind!: (typeof REASONS)[number];

  @TextField({ description: '“Same phone”, “Name 94% alike”' })
  text!: string;
}

export class DuplicateContactDto {
  @IdField()
  id!: string;

  @TextField({ max: 1000 })
  displayName!: string;

  @TextField({ nullable: true })
  primaryEmail!: string | null;

  @TextField({ nullable: true })
  primaryPhone!: string | null;

  @TextField({ nullable: true })
  company!: string | null;

  @DateTimeField()
  createdAt!: string;
}

export class DuplicatePairDto {
  @NestedField(() => DuplicateContactDto, { description: 'The one that was there first, or the one that was asked about' })
  a!: DuplicateContactDto;

  @NestedField(() => DuplicateContactDto)
  b!: DuplicateContactDto;

  @IntField({ min: 0, max: 100, description: 'How sure it is that they are one person' })
  score!: number;

  @BoolField({ description: 'The same address, the same number, or the same name and company' })
  isExact!: boolean;

  @NestedListField(() => DuplicateReasonDto)
  reasons!: DuplicateReasonDto[];
}

export class ListDuplicatesQuery extends PageQuery {
  @IntField({ optional: true, min: 0, max: 100, description: 'At least this score' })
  minScore?: number;

  @IntField({ optional: true, min: 0, max: 100, description: 'At most this score' })
  maxScore?: number;
}

export class DuplicateStateDto {
  @IntField({ description: 'Pairs that wait for a decision' })
  pairs!: number;

  @IntField({ description: 'Those of them that agree exactly' })
  exactPairs!: number;

  @DateTimeField({ nullable: true, description: 'When the last complete search began; null before the first' })
  searchedAt!: string | null;
}

export class DismissDuplicateDto {
  @IdField()
  contactId!: string;

  @IdField()
  otherContactId!: string;
}

/** What has been typed so far. Parts that cannot be read yet are left aside. */
export class TypedContactDto {
  @TextField({ optional: true, nullable: true, max: 200 })
  firstName?: string | null;

  @TextField({ optional: true, nullable: true, max: 200 })
  lastName?: string | null;

  @TextField({ optional: true, nullable: true, max: 254 })
  primaryEmail?: string | null;

  @TextField({ optional: true, nullable: true, max: 40 })
  primaryPhone?: string | null;

  @TextField({ optional: true, nullable: true, max: 200 })
  company?: string | null;
}

export class LikeContactDto {
  @NestedField(() => DuplicateContactDto)
  contact!: DuplicateContactDto;

  @IntField({ min: 0, max: 100, description: 'How sure it is that they are one person' })
  score!: number;

  @BoolField({ description: 'The same address, the same number, or the same name and company' })
  isExact!: boolean;

  @NestedListField(() => DuplicateReasonDto)
  reasons!: DuplicateReasonDto[];
}
