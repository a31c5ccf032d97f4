/** Columns of the contact table besides custom fields, which are named `field:<name>`, and those that only the reader has, `mine:<name>`. The first one identifies the row. */
export const CONTACT_COLUMNS = [
  'name',
  'email',
  'phone',
  'company',
  'lists',
  'status',
  'created',
  'firstName',
  'lastName',
  'updated',
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

/** Pixels. */
export const COLUMN_WIDTHS = { least: 60, most: 800 } as const;
export const MOST_COLUMNS = 50;

const PERSONAL_COLUMN = /^mine:([a-z][a-z0-9_]{0,59})$/;
const FIELD_COLUMN = /^field:([a-z][a-z0-9_]{0,59})$/;

/** `field:plan` → `plan`; null for the other columns. */
export function fieldOfColumn(id: string): string | null {
  return FIELD_COLUMN.exec(id)?.[1] ?? null;
}

/** `mine:gift` → `gift`, a field that only one user sees; null for the other columns. */
export function personalOfColumn(id: string): string | null {
  return PERSONAL_COLUMN.exec(id)?.[1] ?? null;
}

export function isContactColumn(id: string): boolean {
  return (CONTACT_COLUMNS as readonly string[]).includes(id) || fieldOfColumn(id) !== null || personalOfColumn(id) !== null;
}
