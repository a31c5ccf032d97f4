import { Injectable } from '@nestjs/common';
import type { CustomFieldType, TimelineType } from '@rapport/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { SqlFragment } from '../../platform/database/sql.js';
import type { ContactSearch } from './contactSearch.js';

export interface CustomFieldValue {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  /** Stored text: a number as 1.5, a date as 2026-01-31, true or false. */
  readonly value: string | null;
}

/** What a new contact has in its custom fields: what `load` will answer. */
export interface FilledFields {
  readonly contactId: string;
  readonly values: CustomFieldValue[];
}

/** Fills in the custom fields of new contacts, of as many as there are. */
export interface FillFields {
  /** Values by field name: defaults are filled in, required fields are asked for. @throws AppError when one is missing or wrong. */
  read(contactId: string, values: Readonly<Record<string, unknown>>): FilledFields;
  /** Those that `read` has answered. */
  write(ctx: WorkspaceContext, filled: readonly FilledFields[]): Promise<void>;
}

/** The order of contacts by a custom field (`SortOrder` says what the parts mean). */
export interface FieldOrder {
  readonly column: SqlFragment;
  readonly isNumber: boolean;
  readonly join: SqlFragment;
  readonly alone: SqlFragment;
  readonly lacks: SqlFragment;
}

export interface ReadableValue {
  readonly label: string;
  readonly text: string;
}

/** Values of a contact's custom fields, kept by the module of custom fields. */
export interface CustomFieldsPart {
  load(ctx: WorkspaceContext, contactId: string): Promise<CustomFieldValue[]>;
  /** The SELECT that `load` runs: one statement can ask for it with the rest of a contact. */
  selectValues(ctx: WorkspaceContext, contactId: string): SqlFragment;
  /** What filling in new contacts needs, so that it can be read together with something else. */
  prepareFill(ctx: WorkspaceContext): Promise<FillFields>;
  /** Values of these fields of many contacts: by contact id, then by name. @throws AppError for a name that no field has. */
  loadMany(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    fieldNames: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>>;
  /** What the search looks through of many contacts, as people read it, by contact id. */
  readable(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<ReadonlyMap<string, readonly ReadableValue[]>>;
  /** @throws AppError for a name that no field has. */
  order(ctx: WorkspaceContext, fieldName: string): Promise<FieldOrder>;
  /** Whether saving these would change anything. @throws AppError as `save` does. */
  wouldChange(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<boolean>;
  /** Values by field name; null clears one. */
  save(ctx: WorkspaceContext, contactId: string, values: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Fields that only the reader has, for their own table. Whoever has no such field, a program too, is refused as if it did not exist. */
export interface PersonalFieldsPart {
  /** By contact id, then by the name as it was asked for: `mine:gift`. @throws AppError for a name that no field of theirs has. */
  loadMany: CustomFieldsPart['loadMany'];
  /** @throws AppError for a name that no field of theirs has. */
  order: CustomFieldsPart['order'];
}

/** The lists a contact is on, kept by the module of lists. */
export interface ListsPart {
  putOn(ctx: WorkspaceContext, contactId: string, listIds: readonly string[]): Promise<void>;
}

/** An entry on the timeline in which something was found. */
export interface FoundNote {
  readonly entryId: string;
  readonly type: TimelineType;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The part of it around what was found. */
  readonly text: string;
}

/** What people wrote on timelines, kept by the module of timelines. */
export interface NotesPart {
  /** Contacts, at most so many, with an entry that has all of it. */
  list(ctx: WorkspaceContext, search: ContactSearch, limit: number): Promise<string[]>;
  /** All of them as a SELECT of ids. */
  select(ctx: WorkspaceContext, search: ContactSearch): SqlFragment;
  /** The newest such entry of each of these contacts. @param terms what to show of it */
  newest(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    search: ContactSearch,
    terms: readonly string[],
  ): Promise<Map<string, FoundNote>>;
}

/** The state of one contact before a bulk action, in the words of that action. Of one that it created, `isCreated` alone. */
export interface BeforeImage {
  readonly contactId: string;
  readonly before: Readonly<Record<string, unknown>> | null;
}

/** One kind of change to many contacts: asked for as a bulk action, or made by a module that keeps images in the BulkJournal. Both directions are given contacts of the workspace only, at most 5,000 at once. */
export interface BulkAction {
  /**
   * Contacts that it created, newest first; no images are kept of them. Where it is there, an undo begins with the newest: they may have
   * what others are given back.
   */
  listCreated?(
    ctx: WorkspaceContext,
    id: string,
    page: { readonly from: string; readonly to: string; readonly before: string | null; readonly limit: number },
  ): Promise<string[]>;
  /** Throws when its undo may not begin now. */
  checkUndo?(ctx: WorkspaceContext, id: string): Promise<void>;
  /** Checks the input before anything is changed. */
  check?(ctx: WorkspaceContext, input: BulkInput): Promise<void>;
  /** The field to be set, as it is stored. Only for actions that set one. @throws AppError for a field or value that cannot be. */
  readField?(ctx: WorkspaceContext, asked: AskedField): Promise<FieldToSet>;
  /** Answers an image for each contact that was really changed, and who stayed though they were meant. */
  apply(ctx: WorkspaceContext, contactIds: readonly string[], input: BulkInput): Promise<{ images: BeforeImage[]; left: LeftBehind[] }>;
  /** Answers how many contacts were put back, and who was not: what changed since then stays. */
  undo(ctx: WorkspaceContext, images: readonly BeforeImage[], input: BulkInput, id: string): Promise<{ count: number; left: LeftBehind[] }>;
}

/** Why someone stayed as they were. */
export type LeftReason =
  | 'emailTaken'
  | 'phoneTaken'
  | 'changedSince'
  | 'inTrash'
  | 'listGone'
  | 'gone'
  | 'fieldGone'
  | 'fieldRequired'
  | 'valueTooLong'
  | 'wouldBeEmpty';

export interface LeftBehind {
  readonly contactId: string;
  readonly reason: LeftReason;
  /** The contact that has the address or number now. */
  readonly existingContactId: string | null;
}

export interface BulkInput {
  /** Of the action; older ones were stored without. */
  readonly id?: string;
  readonly listId: string | null;
  /** When the action was done: the mark by which its undo knows its own changes. */
  readonly at: string;
  /** What to set, of an action that sets a field. */
  readonly set?: FieldToSet;
}

/** What is to become of a field: `add` and `remove` are about the options of a field that holds several. */
export const FIELD_CHANGES = ['set', 'clear', 'add', 'remove'] as const;
export type FieldChangeKind = (typeof FIELD_CHANGES)[number];

export interface AskedField {
  /** A column: `company`, or `field:plan`. */
  readonly field: string;
  readonly how: FieldChangeKind;
  readonly value: string | readonly string[] | null;
  readonly onlyEmpty: boolean;
}

export interface FieldToSet extends AskedField {
  /** Of a custom field. */
  readonly definitionId: string | null;
  readonly label: string;
  /** The value as people read it. */
  readonly shown: string | null;
}

/** What later modules add to contacts. They register in `onModuleInit`; contacts know only these shapes. */
@Injectable()
export class ContactPartReferences {
  private customFieldsPart: CustomFieldsPart | null = null;
  private personalFieldsPart: PersonalFieldsPart | null = null;
  private listsPart: ListsPart | null = null;
  private notesPart: NotesPart | null = null;
  private readonly bulkActions = new Map<string, BulkAction>();

  registerCustomFields(part: CustomFieldsPart): void {
    this.customFieldsPart = part;
  }

  registerPersonalFields(part: PersonalFieldsPart): void {
    this.personalFieldsPart = part;
  }

  registerLists(part: ListsPart): void {
    this.listsPart = part;
  }

  registerNotes(part: NotesPart): void {
    this.notesPart = part;
  }

  registerBulkAction(name: string, action: BulkAction): void {
    this.bulkActions.set(name, action);
  }

  get customFields(): CustomFieldsPart {
    return required(this.customFieldsPart, 'custom fields');
  }

  get personalFields(): PersonalFieldsPart {
    return required(this.personalFieldsPart, 'personal fields');
  }

  get lists(): ListsPart {
    return required(this.listsPart, 'lists');
  }

  get notes(): NotesPart {
    return required(this.notesPart, 'notes');
  }

  bulkAction(name: string): BulkAction {
    return required(this.bulkActions.get(name) ?? null, `the bulk action ${name}`);
  }
}

function required<T>(part: T | null, name: string): T {
  if (part === null) throw new Error(`No module has registered ${name} with contacts.`);
  return part;
}
