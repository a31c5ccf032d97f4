import type { CallReport } from './PhoneCall.js';
import type { ConfigValues } from './ProviderDescriptor.js';

/** What a provider tells about a message after it took it over. */
export const PROVIDER_REPORT_TYPES = ['delivered', 'opened', 'clicked', 'bounced', 'complained', 'unsubscribed'] as const;
export type ProviderReportType = (typeof PROVIDER_REPORT_TYPES)[number];

export interface ProviderReport {
  /** The provider's own id of this report: the same id means the same report. */
  readonly eventId: string;
  readonly type: ProviderReportType;
  /** The Message-ID with angle brackets. Empty where the provider knows the message by its own id alone. */
  readonly messageId: string;
  readonly providerMessageId: string | null;
  /** The recipient's address as it was mailed. */
  readonly address: string | null;
  /** Left out: email. */
  readonly channel?: 'email' | 'text';
  /** Of a bounce: this message was lost, but the address is not to blame and may be written to. */
  readonly isAddressFine?: boolean;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
  /** Small and for people: the server's words of a bounce. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a person wrote to a number of ours. */
export interface InboundText {
  /** The provider's own id: the same id means the same text. */
  readonly providerMessageId: string;
  /** E.164, or what else the network calls the sender. */
  readonly from: string;
  /** Our number. */
  readonly to: string;
  readonly body: string;
  /** Pictures and other files that came with it. */
  readonly files: number;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** A request that claims to come from a provider. */
export interface SignedRequest {
  /** As it came: a signature is about bytes. */
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Under which address it was asked to report, with what follows the question mark. */
  readonly url: string;
}

/**
 * What a request of a provider holds. `token` may be used for one set of reports only: the same token with other events is a forgery.
 * Refused: it is not from this account, not of this time, or not readable; trying again would not help.
 */
export type ReportsReading =
  | {
      readonly isGenuine: true;
      readonly token: string;
      readonly eventIds: readonly string[];
      readonly reports: readonly ProviderReport[];
      /** What people wrote to us. */
      readonly texts?: readonly InboundText[];
      /** How far calls are. */
      readonly calls?: readonly CallReport[];
    }
  | { readonly isGenuine: false; readonly why: string };

/** Checks the signature and reads the reports. `values`: the settings of the account, with its secrets. */
export type ReadReports = (request: SignedRequest, values: ConfigValues, now: Date) => ReportsReading;
