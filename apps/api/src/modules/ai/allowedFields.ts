/** What of contacts may leave, each only where a workspace allows it. Addresses and phone numbers never do. */
export const ALLOWED_FIELDS = ['firstName', 'lastName', 'company', 'stage', 'customFields', 'notes', 'messages', 'calls'] as const;
export type AllowedField = (typeof ALLOWED_FIELDS)[number];
