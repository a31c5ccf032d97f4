import { BoolField, DateTimeField, EnumField, IdField, IdListField, IntField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { LIST_CAUSES, type ListCause } from './listCause.js';

export class ListDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @BoolField({ description: 'A stage: a contact is on at most one of these' })
  isPrimary!: boolean;

  @IntField({ description: 'Of a stage: its place among the stages, the smallest first' })
  position!: number;

  @IntField({ nullable: true, description: 'Of a stage: a contact that has been on it for more days than this is stuck' })
  stuckAfterDays!: number | null;

  @IntField({ description: 'Contacts on it, without those in the trash' })
  count!: number;

  @IntField({ description: 'Send it with a change, so that no one overwrites what they haven’t seen' })
  version!: number;

  @DateTimeField()
  createdAt!: string;
}

export class CreateListDto {
  @TextField({ min: 1, max: 100, example: 'Newsletter' })
  name!: string;

  @BoolField({ optional: true })
  isPrimary?: boolean;

  @IntField({ optional: true, nullable: true, min: 1, max: 3650, description: 'Of a stage: after how many days on it a contact is stuck' })
  stuckAfterDays?: number | null;
}

export class UpdateListDto {
  @IntField({ optional: true, min: 1, description: 'The version that was edited: a newer one is not overwritten' })
  version?: number;

  @TextField({ optional: true, min: 1, max: 100 })
  name?: string;

  @BoolField({ optional: true })
  isPrimary?: boolean;

  @IntField({ optional: true, nullable: true, min: 1, max: 3650, description: 'Of a stage: after how many days on it a contact is stuck' })
  stuckAfterDays?: number | null;
}

export class ListContactIdsDto {
  @IdListField({ max: 1000 })
  contactIds!: string[];
}

export class ListAffectedDto {
  @IntField({ description: 'How many contacts were changed' })
  affected!: number;
}

export const LIST_EVENTS = ['joined', 'left'] as const;
export type ListEvent = (typeof LIST_EVENTS)[number];

export class ListHistoryQuery extends PageQuery {
  @EnumField(LIST_EVENTS, { optional: true, name: 'ListEvent', description: 'Only who joined, or only who left' })
  event?: ListEvent;
}

/** Someone joined a list, or left it. */
export class ListHistoryEntryDto {
  @TextField({ max: 80 })
  id!: string;

  @EnumField(LIST_EVENTS, { name: 'ListEvent' })
  event!: ListEvent;

  @DateTimeField()
  at!: string;

  @IdField()
  contactId!: string;

  @TextField()
  contactName!: string;

  @IdField()
  listId!: string;

  @TextField({ max: 100 })
  listName!: string;

  @BoolField({ description: 'A stage' })
  isStage!: boolean;

  @EnumField(LIST_CAUSES, {
    nullable: true,
    name: 'ListCause',
    description:
      'Why: a member did it, a program with an API key, an import, a bulk action, the undo of one, a merge of contacts, or a sign-up form. Null: nobody kept it at that time',
  })
  cause!: ListCause | null;

  @TextField({ nullable: true, description: 'The file of the import, or the name of the API key or the sign-up form' })
  causeName!: string | null;

  @TextField({ nullable: true, description: 'Who did it' })
  actorName!: string | null;
}

export class OrderStagesDto {
  @IdListField({ description: 'Every stage, in the order that is wanted' })
  stageIds!: string[];
}
