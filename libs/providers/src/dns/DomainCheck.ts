/** A record as it is entered at whoever keeps the domain. */
export interface DnsRecord {
  readonly type: 'TXT' | 'CNAME' | 'MX';
  /** Complete, without a dot at the end. */
  readonly name: string;
  readonly value: string;
}

/**
 * What was found. `warning`: mail goes out, and some of it may be distrusted. `wrong`: receivers reject it or put it into spam.
 * `unknown`: the name servers could not be asked, or nobody but the mail server knows.
 */
export type DomainCheckState = 'ok' | 'warning' | 'wrong' | 'unknown';

export type DomainCheckKind = 'spf' | 'dkim' | 'dmarc' | 'alignment' | 'mx';

export interface DomainCheck {
  readonly kind: DomainCheckKind;
  readonly state: DomainCheckState;
  /** One sentence: what is so. */
  readonly summary: string;
  /** The same, with what to do. */
  readonly message: string;
  /** The records that are there, as published. */
  readonly found: readonly string[];
  /** What to enter so that it is right. */
  readonly records: readonly DnsRecord[];
}

export const dmarcPolicies = ['none', 'quarantine', 'reject'] as const;
/** What a domain asks receivers to do with messages that fail DMARC. */
export type DmarcPolicy = (typeof dmarcPolicies)[number];

/** Whether messages pass. `unclear`: nobody but the mail server knows, or the name servers gave no answer. */
export type DomainVerdict = 'yes' | 'no' | 'unclear';

/** What receivers make of messages of a sender that come from a domain. */
export interface DomainReport {
  readonly checks: readonly DomainCheck[];
  /** The policy that applies, that of the domain above where this one has none. Null: none that receivers can read, or not known. */
  readonly policy: DmarcPolicy | null;
  /** Whether messages pass DMARC: by a signature or a return address that is right, and belongs to the sender address. */
  readonly passesDmarc: DomainVerdict;
  /** What the name servers gave no answer about. */
  readonly unanswered: readonly DomainCheckKind[];
}

/** What a sender asks of the domain that it sends for. */
export interface DomainNeeds {
  /** The domain in the return address, whose SPF counts. Null: that of the sender address. */
  readonly envelopeDomain: string | null;
  readonly spf:
    | { readonly kind: 'include'; readonly include: string }
    /** The mail server that messages are given to; it usually is the one that delivers them. */
    | { readonly kind: 'host'; readonly host: string };
  readonly dkim:
    | { readonly kind: 'records'; readonly records: readonly DnsRecord[] }
    /** One of them has to be there. `where` says how it is switched on. */
    | { readonly kind: 'selectors'; readonly selectors: readonly string[]; readonly where: string }
    /** `summary`: one sentence that says why. */
    | { readonly kind: 'unknown'; readonly summary: string; readonly where: string };
  /** The domain that messages are signed for. Null: not known. */
  readonly signingDomain: string | null;
}
