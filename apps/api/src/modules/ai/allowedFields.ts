/** What of contacts may leave, each only where a workspace allows it. Addresses and phone numbers never do. */
export const ALLOWED_FIELDS = ['firstName', 'lastName', 'company', 'stage', 'notes', 'messages', 'calls'] as const;
export type AllowedField = (typeof ALLOWED_FIELDS)[number];

export interface Allowed {
  readonly fields: readonly AllowedField[];
  /** Names of custom fields. */
  readonly custom: readonly string[];
}

const CUSTOM = 'custom:';

/** As it is stored: one list, of which a part that nobody knows any more allows nothing. */
export function readAllowed(json: string): Allowed {
  const stored = JSON.parse(json) as string[];
  return {
    fields: ALLOWED_FIELDS.filter((field) => stored.includes(field)),
    custom: stored.filter((field) => field.startsWith(CUSTOM)).map((field) => field.slice(CUSTOM.length)),
  };
}

export function allowedJson({ fields, custom }: { fields: readonly string[]; custom: readonly string[] }): string {
  return JSON.stringify([...new Set([...fields, ...custom.map((name) => CUSTOM + name)])]);
}
