import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IdListField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
  TextListField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/Page.js';
import { ContactFilterDto } from '../ContactDtos.js';
import { FIELD_CHANGES, type FieldChangeKind, type LeftReason } from '../ContactPartReferences.js';

/** What anybody may begin with a selection. */
export const BULK_ACTIONS = ['addToList', 'removeFromList', 'moveToStage', 'leaveStage', 'trash', 'restore', 'setField'] as const;
/** Those that need to be told of a list. */
export const ABOUT_A_LIST: readonly string[] = ['addToList', 'removeFromList', 'moveToStage'];
/** … and what has a beginning of its own. */
const ALL_ACTIONS = [...BULK_ACTIONS, 'mergeDuplicates', 'import'] as const;
export type BulkActionName = (typeof ALL_ACTIONS)[number];

const STATUSES = ['waiting', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const;
export const LEFT_REASONS = [
  'emailTaken',
  'phoneTaken',
  'changedSince',
  'inTrash',
  'listGone',
  'gone',
  'fieldGone',
  'fieldRequired',
  'valueTooLong',
  'wouldBeEmpty',
] as const satisfies readonly LeftReason[];
const PHASES = ['do', 'undo'] as const;

export class ContactSelectionDto {
  @IdListField({ optional: true, max: 10_000 })
  contactIds?: string[];

  @NestedField(() => ContactFilterDto, { optional: true, description: 'All contacts that match, as in the list of contacts' })
  filter?: ContactFilterDto;
}

export class BulkFieldDto {
  @TextField({ max: 70, description: 'company, or a custom field by its name', example: 'field:plan' })
  field!: string;

  @EnumField(FIELD_CHANGES, {
    optional: true,
    name: 'BulkFieldChange',
    description: 'add and remove: options of a field that holds several',
  })
  how?: FieldChangeKind;

  @TextField({
    optional: true,
    nullable: true,
    max: 10_000,
    keepWhitespace: true,
    description: 'As text: a number as 12.5, a day as 2026-01-31, a moment as 2026-01-31T09:00:00Z, yes or no as true or false',
  })
  value?: string | null;

  @TextListField({
    optional: true,
    maxItems: 200,
    max: 210,
    description: 'Instead of value: keys or labels, for a field that holds several',
  })
  options?: string[];

  @BoolField({ optional: true, description: 'Contacts that have a value keep it' })
  onlyEmpty?: boolean;
}

/** What an action sets. */
export class BulkFieldSetDto {
  @TextField({ description: 'company, or a custom field by its name', example: 'field:plan' })
  field!: string;

  @TextField()
  label!: string;

  @EnumField(FIELD_CHANGES, { name: 'BulkFieldChange' })
  how!: FieldChangeKind;

  @TextField({ nullable: true, max: 10_000, description: 'As people read it' })
  value!: string | null;

  @BoolField()
  onlyEmpty!: boolean;
}

export class BulkContactsDto {
  @EnumField(BULK_ACTIONS, { name: 'BulkAction' })
  action!: (typeof BULK_ACTIONS)[number];

  @IdField({ optional: true, description: 'For addToList, removeFromList and moveToStage' })
  listId?: string;

  @NestedField(() => BulkFieldDto, { optional: true, description: 'For setField' })
  set?: BulkFieldDto;

  @NestedField(() => ContactSelectionDto)
  selection!: ContactSelectionDto;
}

/** Someone who stayed as they were. */
export class BulkLeftDto {
  @IdField()
  contactId!: string;

  @TextField({ nullable: true, description: 'Null when the contact no longer exists' })
  displayName!: string | null;

  @EnumField(LEFT_REASONS, { name: 'BulkLeftReason' })
  reason!: LeftReason;

  @TextField({ description: 'The reason in words, and what to do' })
  message!: string;

  @IdField({ nullable: true, description: 'The contact that has the address or number now' })
  existingContactId!: string | null;
}

export class BulkUndoDto {
  @IdField({ description: 'Of the action' })
  id!: string;

  @EnumField(STATUSES, { name: 'BulkStatus' })
  status!: (typeof STATUSES)[number];

  @IntField({ description: 'How many contacts were restored to how they were' })
  affected!: number;

  @IntField({ description: 'How many have been checked so far' })
  processed!: number;

  @IntField({ description: 'How many the action had changed' })
  total!: number;

  @IntField({ description: 'How many stayed as they are, because something has changed since' })
  left!: number;

  @NestedListField(() => BulkLeftDto, { description: 'The first of them; the others are at …/left. Empty in the list of active actions' })
  leftBehind!: BulkLeftDto[];
}

export class BulkActionDto {
  @IdField()
  id!: string;

  @EnumField(ALL_ACTIONS, { name: 'BulkActionKind' })
  action!: BulkActionName;

  @IdField({ nullable: true })
  listId!: string | null;

  @NestedField(() => BulkFieldSetDto, { nullable: true, description: 'Of setField' })
  set!: BulkFieldSetDto | null;

  @EnumField(STATUSES, { name: 'BulkStatus', description: 'waiting: another action of this workspace is running and comes first' })
  status!: (typeof STATUSES)[number];

  @BoolField({ description: 'It has ended' })
  isFinished!: boolean;

  @IntField({ description: 'How many contacts have been changed so far' })
  affected!: number;

  @IntField({ description: 'How many have been checked so far' })
  processed!: number;

  @IntField({ nullable: true, description: 'How many there are in all; null while they are being counted' })
  total!: number | null;

  @IdField({ nullable: true, description: 'For the undo; null while it runs, when nothing changed, and when it has been undone' })
  undoId!: string | null;

  @IntField({ description: 'How many of the chosen contacts were left unchanged' })
  left!: number;

  @NestedListField(() => BulkLeftDto, { description: 'The first of them; the others are at …/left. Empty in the list of active actions' })
  leftBehind!: BulkLeftDto[];

  @NestedField(() => BulkUndoDto, { nullable: true })
  undo!: BulkUndoDto | null;

  @TextField({ nullable: true, description: 'Why it failed. What had been changed by then can be undone' })
  error!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;
}

export class BulkLeftQuery extends PageQuery {
  @EnumField(PHASES, { optional: true, name: 'BulkPhase', description: 'Of the action itself, or of its undo' })
  phase: (typeof PHASES)[number] = 'undo';
}
