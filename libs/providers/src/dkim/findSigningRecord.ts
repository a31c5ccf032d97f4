import type { DnsRecord } from '../dns/DomainCheck.js';
import { type NameServers, NoDnsAnswer } from '../dns/NameServers.js';

/**
 * `published`: receivers find the key. `different`: something else is published at its name. `several`: more than one record is, so receivers
 * may read any of them. `unknown`: the name servers gave no answer, which says nothing about the record.
 */
export type RecordState = 'published' | 'missing' | 'different' | 'several' | 'unknown';

export interface FoundRecord {
  readonly state: RecordState;
  /** The records at the name, as published. */
  readonly found: readonly string[];
  /** Of `unknown`: how the question failed. */
  readonly code: string | null;
}

/** Asks the name servers for the record of a signing key. Never throws for what they do. */
export async function findSigningRecord({ name, value }: DnsRecord, names: NameServers): Promise<FoundRecord> {
  try {
    const found = await names.texts(name);
    return { state: stateOf(found, value), found, code: null };
  } catch (error) {
    if (!(error instanceof NoDnsAnswer)) throw error;
    return { state: 'unknown', found: [], code: error.code };
  }
}

function stateOf(found: readonly string[], value: string): RecordState {
  const [text] = found;
  if (text === undefined) return 'missing';
  if (found.length > 1) return 'several';
  return isUsable(text) && tagOf(text, 'p') === tagOf(value, 'p') ? 'published' : 'different';
}

/** Whether a receiver would use the record for our signatures: of this version, for RSA with SHA-256, for email. Tags that are left out allow all. */
function isUsable(text: string): boolean {
  const allows = (tag: string, value: string): boolean => {
    const list = tagOf(text, tag)?.toLowerCase().split(':');
    return list === undefined || list.includes(value) || (tag === 's' && list.includes('*'));
  };
  const version = tagOf(text, 'v');
  return (
    (version === undefined || (version === 'DKIM1' && /^\s*v\s*=/.test(text))) &&
    allows('k', 'rsa') &&
    allows('h', 'sha256') &&
    allows('s', 'email')
  );
}

/** Keys are split, quoted and spaced in many ways. */
function tagOf(text: string, tag: string): string | undefined {
  return new RegExp(`(?:^|;)\\s*${tag}\\s*=([^;]*)`).exec(text)?.[1]?.replace(/[\s"]/g, '');
}
