/** Where the browser remembers the columns of the contacts table, for addresses that say none. */
export const keptColumnsKey = (workspaceId: string): string => `rapport-contact-columns-${workspaceId}`;
