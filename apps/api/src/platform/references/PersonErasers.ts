import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../context/Context.js';
import type { StepLimits } from '../database/removeInSteps.js';
import type { ToldRow } from './ContactReferences.js';

/** Someone who is erased: by what they are found wherever something is kept about them. */
export interface ErasedPerson {
  readonly contactId: string;
  /** This one, and those that were merged into it. */
  readonly contactIds: readonly string[];
  /** Keys of every address (`emailKey`) and number (E.164). */
  readonly emailKeys: readonly string[];
  readonly phones: readonly string[];
  /** In lower case: what names this person alone wherever it is written. The id, and addresses and numbers in every spelling that is stored. */
  readonly marks: readonly string[];
}

/** Removes or blanks what one module keeps about a person. Safe to repeat; false when it was stopped. */
export type PersonEraser = (ctx: WorkspaceContext, person: ErasedPerson, limits: StepLimits) => Promise<boolean>;

/** What one module keeps about a person where no column has their id: rows, a page at a time, for the file of everything about them. */
export type PersonTeller = (ctx: WorkspaceContext, person: ErasedPerson) => AsyncIterable<readonly ToldRow[]>;

/** Ids of contacts that have become this one. */
export type FormerIds = (ctx: WorkspaceContext, contactId: string) => Promise<readonly string[]>;

/**
 * Everything that keeps something about a contact besides the tables that hang on it by foreign keys. The module that owns a table says how a
 * person is taken out of it. A test plants text wherever it can be, erases, and looks through the whole database and data folder.
 */
@Injectable()
export class PersonErasers {
  private readonly erasers = new Map<string, PersonEraser>();
  private readonly formers: FormerIds[] = [];
  private readonly tellers = new Map<string, PersonTeller>();

  /** Call it when the module starts. */
  register(name: string, eraser: PersonEraser): void {
    if (this.erasers.has(name)) throw new Error(`The eraser ${name} is registered twice.`);
    this.erasers.set(name, eraser);
  }

  /** Call it when the module starts. */
  registerFormerIds(formerIds: FormerIds): void {
    this.formers.push(formerIds);
  }

  /** Call it when the module starts. */
  registerTeller(name: string, teller: PersonTeller): void {
    this.tellers.set(name, teller);
  }

  allTellers(): readonly (readonly [name: string, teller: PersonTeller])[] {
    return [...this.tellers];
  }

  async formerIds(ctx: WorkspaceContext, contactId: string): Promise<string[]> {
    const ids: string[] = [];
    for (const formerIds of this.formers) ids.push(...(await formerIds(ctx, contactId)));
    return ids;
  }

  all(): readonly PersonEraser[] {
    return [...this.erasers.values()];
  }
}

/** Whether a text is about the person. */
export function mentions({ marks }: Pick<ErasedPerson, 'marks'>, ...texts: readonly (string | null)[]): boolean {
  return texts.some((text) => {
    if (text === null) return false;
    const lower = text.toLowerCase();
    return marks.some((mark) => lower.includes(mark));
  });
}
