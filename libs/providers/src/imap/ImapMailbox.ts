import { isIP } from 'node:net';
import type { ImapFlow } from 'imapflow';
import type { InboundMailbox, MailboxCheck, MailboxCursor, MailboxMessage, MailboxPage } from '../contracts/InboundMailbox.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { vendorPackage } from '../http/vendorPackage.js';
import { LONGEST_INBOUND } from '../inbound/readInbound.js';
import { findMailHost, type MailHost, resolveAnyHost, type ResolveMailHost } from '../smtp/mailHost.js';
import type { ImapConfig } from './imapConfig.js';
import { folderMissing, imapErrorOf } from './imapErrors.js';

/** Milliseconds. */
export interface ImapTimeouts {
  readonly dns: number;
  readonly connect: number;
  readonly greeting: number;
  /** Silence while an answer is due. */
  readonly answer: number;
  /** Everything that is done in one sitting, however slowly it trickles. */
  readonly session: number;
}

export const defaultImapTimeouts: ImapTimeouts = { dns: 10_000, connect: 15_000, greeting: 15_000, answer: 30_000, session: 120_000 };

/** A folder that was counted anew is read again from here on back: what was read before is recognised by its Message-ID. */
const READ_AGAIN = 500;

interface Place {
  readonly validity: string;
  /** The last UID that was read. */
  readonly uid: number;
}

const imapflow = vendorPackage('IMAP servers', () => import('imapflow'));

/** One folder of a mailbox that is read over IMAP (RFC 9051). Each call signs in and out: mail servers count open connections. */
export class ImapMailbox implements InboundMailbox {
  readonly type = 'imap';
  private readonly timeouts: ImapTimeouts;

  constructor(
    private readonly config: ImapConfig,
    timeouts: Partial<ImapTimeouts> = {},
    private readonly resolve: ResolveMailHost = resolveAnyHost,
  ) {
    this.timeouts = { ...defaultImapTimeouts, ...timeouts };
  }

  check(): Promise<MailboxCheck> {
    return this.inFolder(({ exists, uidNext, uidValidity }) =>
      Promise.resolve({ messages: exists, cursor: cursorOf({ validity: uidValidity.toString(), uid: Math.max(0, uidNext - 1) }) }),
    );
  }

  readSince(cursor: MailboxCursor | null, limit: number): Promise<MailboxPage> {
    return this.inFolder(async ({ uidNext, uidValidity }, client) => {
      const validity = uidValidity.toString();
      const known = cursor === null ? null : placeOf(cursor);
      const from = known?.validity === validity ? known.uid : Math.max(0, uidNext - 1 - (known ? READ_AGAIN : 0));
      const uids = from + 1 >= uidNext ? [] : await this.uidsAfter(client, from);
      const page = uids.slice(0, limit);
      const messages = page.length === 0 ? [] : await this.fetch(client, page, validity);
      // What is gone by now is not waited for.
      const uid = page.at(-1) ?? Math.max(from, uidNext - 1);
      return { messages, cursor: cursorOf({ validity, uid }), hasMore: uids.length > page.length };
    });
  }

  private async uidsAfter(client: ImapFlow, from: number): Promise<number[]> {
    const found = await client.search({ uid: `${from + 1}:*` }, { uid: true });
    // Refused: what is not found must not be passed by.
    if (found === false || found === undefined) throw new Error('The search failed.');
    // "n:*" holds the last message even when its UID is lower than n.
    return found.filter((uid) => uid > from).sort((one, other) => one - other);
  }

  private async fetch(client: ImapFlow, uids: readonly number[], validity: string): Promise<MailboxMessage[]> {
    const query = { uid: true, internalDate: true, source: { maxLength: LONGEST_INBOUND } };
    const messages = await client.fetchAll([...uids].join(','), query, { uid: true });
    return messages
      .filter(({ uid, source }) => uids.includes(uid) && source !== undefined)
      .sort((one, other) => one.uid - other.uid)
      .map(({ uid, source, internalDate }) => ({
        key: `${validity}:${uid}`,
        raw: source ?? Buffer.alloc(0),
        receivedAt: momentOf(internalDate),
      }));
  }

  private async inFolder<T>(act: (folder: Folder, client: ImapFlow) => Promise<T>): Promise<T> {
    const host = await findMailHost(this.config.host, this.resolve, this.timeouts.dns);
    const client = await this.open(host);
    let deadline: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      deadline = setTimeout(() => reject(new Error('It took too long.')), this.timeouts.session);
    });
    try {
      return await Promise.race([this.examine(client, act), tooLate]);
    } catch (error) {
      throw imapErrorOf(error, 'data', this.config);
    } finally {
      clearTimeout(deadline);
      leave(client);
    }
  }

  private async examine<T>(client: ImapFlow, act: (folder: Folder, client: ImapFlow) => Promise<T>): Promise<T> {
    const { folder } = this.config;
    const opened = await client.mailboxOpen(folder, { readOnly: true }).catch((error: unknown) => {
      if (isRefused(error)) throw folderMissing(folder, (error as { responseText?: string }).responseText ?? null);
      throw error;
    });
    return act(opened, client);
  }

  /** Goes to the addresses that were judged, the next when one is not reached. */
  private async open(host: MailHost): Promise<ImapFlow> {
    const { ImapFlow } = await imapflow();
    let last: unknown;
    for (const address of host.addresses.slice(0, 4)) {
      const client = new ImapFlow(this.optionsFor(address));
      // Whatever breaks reaches the call that waits; an error without a listener would end the process.
      client.on('error', () => undefined);
      try {
        await client.connect();
        return client;
      } catch (error) {
        client.close();
        last = error;
        if ((error as { authenticationFailed?: boolean }).authenticationFailed) break;
      }
    }
    throw last instanceof ProviderError ? last : imapErrorOf(last, 'connect', this.config, host.isPrivate);
  }

  private optionsFor(address: string) {
    const { host, port, security, user, password, acceptAnyCertificate } = this.config;
    return {
      host: address,
      port,
      secure: security === 'tls',
      doSTARTTLS: security === 'starttls' ? true : security === 'none' ? false : undefined,
      ...(isIP(host) === 0 && { servername: host }),
      tls: { rejectUnauthorized: !acceptAnyCertificate },
      auth: { user, pass: password },
      logger: false as const,
      disableAutoIdle: true,
      disableCompression: true,
      clientInfo: { name: 'Rapport' },
      connectionTimeout: this.timeouts.connect,
      greetingTimeout: this.timeouts.greeting,
      socketTimeout: this.timeouts.answer,
      maxLineLength: 1024 * 1024,
      maxLiteralSize: 2 * LONGEST_INBOUND,
      maxResponseSize: 4 * LONGEST_INBOUND,
    };
  }
}

interface Folder {
  readonly exists: number;
  readonly uidNext: number;
  readonly uidValidity: bigint;
}

/** Says good-bye; nobody waits for the answer. */
function leave(client: ImapFlow): void {
  const timer = setTimeout(() => client.close(), 500).unref();
  void client
    .logout()
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(timer);
      client.close();
    });
}

function isRefused(error: unknown): boolean {
  const { mailboxMissing, responseStatus } = error as { mailboxMissing?: boolean; responseStatus?: string };
  return mailboxMissing === true || responseStatus === 'NO';
}

function cursorOf({ validity, uid }: Place): MailboxCursor {
  return `${validity}:${uid}`;
}

function placeOf(cursor: MailboxCursor): Place | null {
  const found = /^(\d{1,20}):(\d{1,10})$/.exec(cursor);
  return found ? { validity: found[1] ?? '', uid: Number(found[2]) } : null;
}

function momentOf(date: Date | string | undefined): string | null {
  const at = date === undefined ? NaN : new Date(date).getTime();
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
