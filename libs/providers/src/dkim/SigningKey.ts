import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { DnsRecord } from '../dns/DomainCheck.js';

/** What a sender signs the messages of a domain with (DKIM, RFC 6376). */
export interface SigningKey {
  /** In ASCII, lower case. */
  readonly domain: string;
  readonly selector: string;
  /** RSA as PEM, PKCS #8. */
  readonly privateKey: string;
}

export interface SigningKeyPair {
  /** RSA as PEM, PKCS #8. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo (DER) in base64: what `p=` of the record holds. */
  readonly publicKey: string;
}

/** Shorter ones are refused by receivers, longer ones do not fit into the answers of some name servers. */
const MODULUS_BITS = 2048;
/** A string of a TXT record holds so many bytes (RFC 1035). */
const LONGEST_PIECE = 255;

/** Made on a thread: the search for primes takes up to a second. */
export async function makeSigningKeyPair(): Promise<SigningKeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey, publicKey: publicKey.toString('base64') };
}

/** What has to be published before anyone can check what the key signs. */
export function signingRecordOf(key: { readonly domain: string; readonly selector: string; readonly publicKey: string }): DnsRecord {
  return { type: 'TXT', name: `${key.selector}._domainkey.${key.domain}`, value: `v=DKIM1; k=rsa; p=${key.publicKey}` };
}

/** The value of a TXT record for those who have to enter it string by string. */
export function txtPieces(value: string): string[] {
  return value.match(new RegExp(`.{1,${LONGEST_PIECE}}`, 'g')) ?? [];
}

/** The key that signs what comes from a domain: its own one, else that of the nearest domain above it. */
export function signingKeyFor<K extends { readonly domain: string }>(keys: readonly K[], domain: string): K | null {
  const labels = domain.toLowerCase().split('.');
  for (let from = 0; from < labels.length; from += 1) {
    const name = labels.slice(from).join('.');
    const key = keys.find((one) => one.domain === name);
    if (key) return key;
  }
  return null;
}
