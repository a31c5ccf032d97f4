import type { DmarcPolicy, DnsRecord, DomainCheck, DomainCheckKind, DomainCheckState } from './DomainCheck.js';

/** One check, and what the verdict on the whole needs of it. */
export interface Checked {
  readonly check: DomainCheck;
  readonly isUnanswered: boolean;
  /** Of SPF and DKIM, where the state does not tell it: whether receivers find it right. */
  readonly passes?: boolean;
  /** Of DMARC. */
  readonly policy?: DmarcPolicy | null;
  /** Of the alignment: whose domain belongs to the sender address. */
  readonly aligned?: { readonly signature: boolean; readonly returnAddress: boolean };
}

interface Found {
  readonly kind: DomainCheckKind;
  readonly state: DomainCheckState;
  /** One sentence. */
  readonly summary: string;
  readonly advice?: string;
  readonly found?: readonly string[];
  readonly records?: readonly DnsRecord[];
}

export function told({ advice, found = [], records = [], ...check }: Found, more: Omit<Checked, 'check' | 'isUnanswered'> = {}): Checked {
  const message = advice === undefined ? check.summary : `${check.summary} ${advice}`;
  return { check: { ...check, message, found, records }, isUnanswered: false, ...more };
}

export function noAnswer(kind: DomainCheckKind, code: string): Checked {
  const { check } = told({ kind, state: 'unknown', summary: `The name servers gave no answer (${code}).`, advice: 'Check again later.' });
  return { check, isUnanswered: true };
}
