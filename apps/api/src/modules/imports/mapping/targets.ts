/** Where a column goes. `custom:<fieldName>` is a custom field of the workspace, `label:<index>` the column of a further address or number. */
export const FIXED_TARGETS = [
  'ignore',
  'firstName',
  'lastName',
  'fullName',
  'primaryEmail',
  'primaryPhone',
  'furtherEmail',
  'furtherPhone',
  'company',
  'createdOn',
  'lists',
  'stage',
  'contactId',
] as const;
export type FixedTarget = (typeof FIXED_TARGETS)[number];
export type Target = FixedTarget | `custom:${string}` | `label:${number}`;

export const CUSTOM_PREFIX = 'custom:';
export const LABEL_PREFIX = 'label:';

/** Several columns may go to each of these. */
const SHARED_TARGETS: readonly string[] = ['ignore', 'furtherEmail', 'furtherPhone', 'lists'];

export function isFixedTarget(text: string): text is FixedTarget {
  return (FIXED_TARGETS as readonly string[]).includes(text);
}

export function isTarget(text: string): text is Target {
  return isFixedTarget(text) || /^custom:[a-z][a-z0-9_]{0,59}$/.test(text) || /^label:\d{1,5}$/.test(text);
}

export function isShared(target: Target): boolean {
  return SHARED_TARGETS.includes(target);
}

/** The custom field a target names; null for the others. */
export function customFieldOf(target: Target): string | null {
  return target.startsWith(CUSTOM_PREFIX) ? target.slice(CUSTOM_PREFIX.length) : null;
}

/** The column whose addresses or numbers a target names; null for the others. */
export function labelledColumnOf(target: Target): number | null {
  return target.startsWith(LABEL_PREFIX) ? Number(target.slice(LABEL_PREFIX.length)) : null;
}

export function labelTarget(index: number): Target {
  return `${LABEL_PREFIX}${index}` as Target;
}

export function isFurther(target: Target): target is 'furtherEmail' | 'furtherPhone' {
  return target === 'furtherEmail' || target === 'furtherPhone';
}
