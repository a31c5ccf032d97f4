/** Where the provider of an account reports. */
export function reportsUrl(publicUrl: string, accountId: string): string {
  return `${publicUrl}/hooks/${accountId}`;
}

/** Where a vendor leads people back to who signed in there for a sender. */
export function signInUrl(publicUrl: string): string {
  return `${publicUrl}/sender-sign-in`;
}
