/** Node and browsers have it; this library is built for neither alone. */
declare const URL: new (address: string) => { readonly hostname: string };

const NON_ASCII = /[^\u0000-\u007f]/;

/**
 * The form in which two spellings of one mailbox are the same: used for uniqueness of contacts, for suppressions and for nothing
 * else. Mail goes to the address as it was typed. Dots and +tags stay: whether they matter is up to each mail server.
 * A domain in other scripts becomes its ASCII form, so that `bücher.example` and `xn--bcher-kva.example` are one.
 */
export function emailKey(address: string): string {
  const key = address.trim().normalize('NFC').toLowerCase();
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  return NON_ASCII.test(domain) ? key.slice(0, at + 1) + asciiDomain(domain) : key;
}

function asciiDomain(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}
