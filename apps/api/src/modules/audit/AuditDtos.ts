import { BREAK_REASONS, type BreakReason } from '../../platform/audit/verifyChain.js';
import {
  DateTimeField,
  MomentField,
  EnumField,
  IntField,
  NestedField,
  NestedListField,
  BoolField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { LONGEST_CURSOR, PageQuery } from '../../platform/http/Page.js';

const ACTOR_TYPES = ['user', 'key', 'job', 'public', 'system'] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

export class AuditFilterDto {
  @TextField({ optional: true, max: 100, description: 'Id of a person or a key, or the name of a job' })
  actorId?: string;

  @EnumField(ACTOR_TYPES, { optional: true, name: 'AuditActorType' })
  actorType?: ActorType;

  @TextField({ optional: true, max: 100, description: 'The action or how it begins: `campaign.` finds everything done to campaigns' })
  action?: string;

  @TextField({ optional: true, max: 50, description: 'contact, list, template, campaign, …' })
  entityType?: string;

  @TextField({ optional: true, max: 100 })
  entityId?: string;

  @MomentField({ optional: true, description: 'Entries of this moment or later' })
  from?: string;

  @MomentField({ optional: true, description: 'Entries before this moment' })
  to?: string;
}

export class ListAuditQuery extends AuditFilterDto {
  @IntField({ optional: true, min: 1, max: 200, default: 50, description: 'How many rows at most' })
  limit: number = 50;

  @TextField({ optional: true, max: LONGEST_CURSOR, description: '`nextCursor` of the page before' })
  cursor?: string;
}

/** The records whose history every member may see. */
export const OPEN_RECORDS = ['contact', 'list', 'segment', 'customField', 'template', 'campaign', 'import', 'sender'] as const;

export class RecordHistoryQuery extends PageQuery {
  @EnumField(OPEN_RECORDS, { name: 'AuditRecordType' })
  entityType!: (typeof OPEN_RECORDS)[number];

  @TextField({ min: 1, max: 100 })
  entityId!: string;
}

export class AuditActorDto {
  @EnumField(ACTOR_TYPES, { name: 'AuditActorType' })
  type!: ActorType;

  @TextField({ nullable: true })
  id!: string | null;

  @TextField({ description: 'Ada Moreau; Key “Website” (rk_ab12…); Rapport; Anyone with a link' })
  name!: string;
}

export class AuditRecordDto {
  @TextField()
  type!: string;

  @TextField()
  id!: string;

  @TextField({ nullable: true, description: 'Its current name, or the last one known to the entry' })
  name!: string | null;

  @BoolField({ description: 'Whether it can still be opened' })
  exists!: boolean;
}

export class AuditChangeDto {
  @TextField({ description: 'The name of the field in the API' })
  field!: string;

  @TextField({ description: 'The name of the field in words' })
  label!: string;

  @TextField({ nullable: true })
  before!: string | null;

  @TextField({ nullable: true })
  after!: string | null;
}

export class AuditEntryDto {
  @TextField()
  id!: string;

  @IntField({ description: 'Its place in the chain of the workspace' })
  seq!: number;

  @DateTimeField()
  at!: string;

  @NestedField(() => AuditActorDto)
  actor!: AuditActorDto;

  @TextField({ description: '`contact.updated`' })
  action!: string;

  @TextField({ description: 'What was done, to be read after the name of who did it: “changed company from Acme to Beta”' })
  summary!: string;

  @NestedField(() => AuditRecordDto, { nullable: true })
  entity!: AuditRecordDto | null;

  @NestedListField(() => AuditChangeDto)
  changes!: AuditChangeDto[];

  @RecordField({ description: 'Counts, reasons and whatever else belongs to the act' })
  details!: Record<string, unknown>;

  @BoolField({ description: 'Changes or details are shortened or left out; getAuditEntry has them in full' })
  isShortened!: boolean;

  @TextField({ nullable: true, description: 'The address it came from; for admins only' })
  ip!: string | null;

  @TextField({ nullable: true, description: 'Id of the request, as in the server log; for admins only' })
  requestId!: string | null;
}

export class AuditActorOptionDto {
  @EnumField(ACTOR_TYPES, { name: 'AuditActorType' })
  type!: ActorType;

  @TextField()
  id!: string;

  @TextField()
  name!: string;
}

export class AuditBreakDto {
  @IntField({ description: 'The first broken place in the chain' })
  seq!: number;

  @TextField({ nullable: true, description: 'The entry at that place, if there is one' })
  entryId!: string | null;

  @EnumField(BREAK_REASONS, { name: 'AuditBreakReason' })
  reason!: BreakReason;

  @TextField({ description: 'What that means, in a sentence' })
  explanation!: string;
}

export class AuditVerificationDto {
  @BoolField()
  isUnbroken!: boolean;

  @IntField({ description: 'How many entries were recomputed' })
  entries!: number;

  @IntField()
  milliseconds!: number;

  @DateTimeField()
  checkedAt!: string;

  @NestedField(() => AuditBreakDto, { nullable: true })
  broken!: AuditBreakDto | null;
}

export class LastVerificationDto {
  @NestedField(() => AuditVerificationDto, { nullable: true, description: 'Null when nobody has verified the log yet' })
  last!: AuditVerificationDto | null;
}
