/** Where the provider of an account reports. */
export function reportsUrl(publicUrl: string, accountId: string): string {
  return `${publicUrl}/hooks/${accountId}`;
}
