import { OmitType } from '@nestjs/swagger';
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
import { LONGEST_CURSOR } from '../../platform/http/Page.js';
import { ContactFilterDto } from '../contacts/public.js';
import { TOUCH_TYPES, type TouchType } from '../timeline/public.js';

/** Of whom the board tells: live contacts that match. */
export class BoardFilterDto extends OmitType(ContactFilterDto, ['trashed'] as const) {}

export const STAGE_ORDERS = ['newest', 'longest'] as const;
export type StageOrder = (typeof STAGE_ORDERS)[number];

export class StageContactsQuery extends BoardFilterDto {
  @EnumField(STAGE_ORDERS, {
    optional: true,
    name: 'StageOrder',
    description: 'Whoever came last first (the default), or whoever has been there for longest',
  })
  order: StageOrder = 'newest';

  @IntField({ optional: true, min: 1, max: 100, default: 30, description: 'How many at most' })
  limit: number = 30;

  @TextField({ optional: true, max: LONGEST_CURSOR, description: '`nextCursor` of the page before' })
  cursor?: string;
}

/** A column of the board. */
export class StageDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @IntField({ nullable: true, description: 'A contact that has been here for more days than this is stuck' })
  stuckAfterDays!: number | null;

  @IntField({ description: 'Contacts on it that match, without those in the trash' })
  count!: number;

  @IntField({ description: 'How many of them are stuck' })
  stuckCount!: number;
}

export class StageContactDto {
  @IdField()
  id!: string;

  @TextField()
  displayName!: string;

  @TextField({ nullable: true })
  company!: string | null;

  @DateTimeField({ description: 'Since when the contact has been on this stage' })
  since!: string;

  @BoolField({ description: 'For more days than the stage allows' })
  isStuck!: boolean;

  @DateTimeField({ nullable: true, description: 'The last email, text message, call or note' })
  lastTouchAt!: string | null;

  @EnumField(TOUCH_TYPES, { nullable: true, name: 'TouchType' })
  lastTouchType!: TouchType | null;
}

export class MoveToStageDto {
  @IdField({ nullable: true, description: 'The stage, or null for none' })
  stageId!: string | null;

  @BoolField({
    optional: true,
    description: 'Takes back the last move: on the stage that the contact left last, its time goes on as if it had never left',
  })
  undo?: boolean;
}

export class ContactStageDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @DateTimeField({ description: 'Since when the contact has been on it' })
  since!: string;
}

export class StageMoveDto {
  @NestedField(() => ContactStageDto, { nullable: true, description: 'Where the contact is now' })
  stage!: ContactStageDto | null;

  @NestedField(() => ContactStageDto, { nullable: true, description: 'Where it was before; the same when nothing has changed' })
  previous!: ContactStageDto | null;
}

export class StageFlowQuery {
  @IntField({ optional: true, min: 1, max: 365, description: 'How many days of the workspace, with today: 30 unless told' })
  days?: number;
}

class StageTrafficDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @IntField({ description: 'Contacts on it now, without those in the trash' })
  count!: number;

  @IntField({ description: 'How often a contact came to it, from another stage or from none' })
  joined!: number;

  @IntField({ description: 'How often a contact left it' })
  left!: number;
}

class StageMovesDto {
  @IdField()
  fromId!: string;

  @IdField({ nullable: true, description: 'Null: to no stage' })
  toId!: string | null;

  @IntField()
  count!: number;
}

export class StageFlowDto {
  @IntField()
  days!: number;

  @IntField({ description: 'A stage’s `joined` and `left` end here, and so do the moves from it: what reads so many may be more' })
  most!: number;

  @NestedListField(() => StageTrafficDto, { description: 'In the order of the board' })
  stages!: StageTrafficDto[];

  @NestedListField(() => StageMovesDto, { description: 'From one stage to another, the most frequent first' })
  moves!: StageMovesDto[];
}
