import { foldedName } from '@rapport/common';
import type { ImportColumn, ValueChoice } from '../Import.js';
import { isMain, valuesOf, withoutMark } from './severalValues.js';

/** A list of the workspace; a stage is one that holds a contact alone. */
export interface PlanList {
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
}

/** Lists by the names that a column may have for them; null for a name that is left out. */
export type NamedLists = Readonly<Record<string, string | null>>;

/** Google marks what is no label of a person but a group of its own: `* myContacts`. */
export function withoutSystemGroups(cell: string, isGoogle: boolean): string[] {
  return isGoogle
    ? valuesOf(cell)
        .filter((name) => !isMain(name))
        .map(withoutMark)
    : valuesOf(cell);
}

/** A stage is one: marks between values are part of its name, unless an export has put it in quotes. */
export function stageNameIn(cell: string): string {
  const [only, ...others] = valuesOf(cell);
  return only === undefined || others.length > 0 ? cell : only;
}

/** Where a name of the file leads: to a list of this name, in another case too, else where a person has decided. Undefined for an unknown one. */
export function listNamed(name: string, lists: NamedLists): string | null | undefined {
  const exact = lists[exactKey(name)];
  return exact === undefined ? lists[foldedKey(name)] : exact;
}

/**
 * The lists of the workspace under their names, and what the column calls them. Those that are going to be made are called by a placeholder
 * as long as they are not there.
 */
export function namesOf(
  { target, choices = [] }: Pick<ImportColumn, 'target' | 'choices'>,
  lists: readonly PlanList[],
  isStarted: boolean,
): NamedLists {
  const own = lists.filter(({ isPrimary }) => isPrimary === (target === 'stage'));
  const names: Record<string, string | null> = {};
  const put = (name: string, id: string | null): void => {
    names[foldedKey(name)] ??= id;
    names[exactKey(name)] = id;
  };
  for (const { id, name } of own) put(name, id);
  for (const choice of choices) {
    const id = idOf(choice, own, isStarted);
    if (id !== undefined && names[foldedKey(choice.value)] === undefined) put(choice.value, id);
  }
  return names;
}

/** The list of this name, else one whose name differs in case or invisible characters only. */
export function findList<T extends { readonly name: string }>(lists: readonly T[], name: string): T | undefined {
  return lists.find((list) => list.name === name) ?? lists.find((list) => foldedName(list.name) === foldedName(name));
}

export function placeholderOf(name: string): string {
  return `new:${foldedName(name)}`;
}

function idOf({ value, choice, use }: ValueChoice, own: readonly PlanList[], isStarted: boolean): string | null | undefined {
  switch (choice) {
    case 'leaveOut':
      return null;
    case 'use':
      return findList(own, use ?? '')?.id;
    case 'add':
      return findList(own, value)?.id ?? (isStarted ? undefined : placeholderOf(value));
  }
}

function exactKey(name: string): string {
  return `=${name}`;
}

function foldedKey(name: string): string {
  return `~${foldedName(name)}`;
}
