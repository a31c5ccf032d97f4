/**
 * The form in which two spellings of one mailbox are the same: used for uniqueness of contacts, for suppressions and for nothing
 * else. Mail goes to the address as it was typed. Dots and +tags stay: whether they matter is up to each mail server.
 */
export function emailKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
