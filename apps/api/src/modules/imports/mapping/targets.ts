/** Where a column goes. `custom:<fieldName>` is a custom field of the workspace. */
export const FIXED_TARGETS = [
  'ignore',
  'firstName',
  'lastName',
  'fullName',
  'primaryEmail',
  'primaryPhone',
  'company',
  'createdOn',
] as const;
export type FixedTarget = (typeof FIXED_TARGETS)[number];
export type Target = FixedTarget | `custom:${string}`;

export const CUSTOM_PREFIX = 'custom:';

export function isFixedTarget(text: string): text is FixedTarget {
  return (FIXED_TARGETS as readonly string[]).includes(text);
}

export function isTarget(text: string): text is Target {
  return isFixedTarget(text) || /^custom:[a-z][a-z0-9_]{0,59}$/.test(text);
}

/** The custom field a target names; null for the fixed ones. */
export function customFieldOf(target: Target): string | null {
  return target.startsWith(CUSTOM_PREFIX) ? target.slice(CUSTOM_PREFIX.length) : null;
}
