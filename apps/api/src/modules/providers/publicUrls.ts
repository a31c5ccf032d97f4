/** Where the provider of an account reports. */
export function reportsUrl(publicUrl: string, accountId: string): string {
  return `${publicUrl}/hooks/${accountId}`;
}

/** Where a vendor tells of one message or call; null where it could not reach us, because it refuses what names such an address. */
export function statusUrlFor(publicUrl: string, accountId: string | null): string | null {
  return accountId === null || !new URL(publicUrl).hostname.includes('.') ? null : reportsUrl(publicUrl, accountId);
}

/** Where a vendor leads people back to who signed in there for a sender. */
export function signInUrl(publicUrl: string): string {
  return `${publicUrl}/sender-sign-in`;
}
