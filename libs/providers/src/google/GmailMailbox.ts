import type { gmail_v1 } from '@googleapis/gmail';
import type { InboundMailbox, MailboxCheck, MailboxCursor, MailboxMessage, MailboxPage } from '../contracts/InboundMailbox.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { LONGEST_INBOUND } from '../inbound/readInbound.js';
import { byMessageId, ME } from './GmailApi.js';
import { GmailCalls, type GmailApiOptions } from './GmailCalls.js';
import { type GoogleConfig, READING_SCOPE } from './googleConfig.js';
import { type GmailPlace, gmailCursorOf, gmailPlaceOf } from './gmailPlace.js';
import { headersAndSnippet } from './headersAndSnippet.js';

export interface GmailMailboxOptions extends GmailApiOptions {
  readonly now?: () => Date;
}

/** Larger ones are read without their body: the API gives a message whole or not at all. */
const LARGEST_READ = 8 * 1024 * 1024;
/** In base64, with what is around it. */
const LARGEST_ANSWER = LARGEST_READ * 1.4 + 100_000;
const TIMEOUT_MS = 30_000;
/** One sitting. What was read until then counts. */
const SITTING_MS = 60_000;
const RECORDS = 500;
const MOST_SENT = 5;
/** Pages without a record that are turned in a row: none of their changes was of the kind that is asked for. */
const MOST_EMPTY_PAGES = 50;
const DAY_MS = 86_400_000;
/** Where Gmail has forgotten its history: so much before the last reading, in case clocks differ, and at most so far back. */
const OVERLAP_MS = DAY_MS;
const FARTHEST_BACK_MS = 30 * DAY_MS;
/** What the mailbox sent itself, wrote and did not send, or was chatted. */
const NOT_RECEIVED = ['SENT', 'DRAFT', 'CHAT'];

/**
 * A mailbox of Google Workspace, read through the Gmail API with the service account of its sender. Everything that arrives is looked at,
 * in whatever folder a filter or the spam check put it.
 */
export class GmailMailbox implements InboundMailbox {
  readonly type = 'google_workspace';
  private readonly calls: GmailCalls;
  private readonly now: () => Date;

  constructor(
    private readonly config: GoogleConfig,
    { now = () => new Date(), timeoutMs = TIMEOUT_MS, ...options }: GmailMailboxOptions = {},
  ) {
    this.calls = new GmailCalls(config, { ...options, timeoutMs }, [READING_SCOPE], LARGEST_ANSWER);
    this.now = now;
  }

  async check(): Promise<MailboxCheck> {
    const { messages, history } = await this.profile();
    return { messages, cursor: this.cursorAt(history) };
  }

  async readSince(cursor: MailboxCursor | null, limit: number): Promise<MailboxPage> {
    const place = cursor === null ? null : gmailPlaceOf(cursor, this.config.mailbox);
    if (!place) return { messages: [], cursor: this.cursorAt((await this.profile()).history), hasMore: false };
    if (place.since !== undefined) return this.search(place, place.since, limit);
    const listed = await this.changesAfter(place.history);
    if (listed) return this.readChanges(place, listed, limit);
    // Taken before the search: what comes while it goes on is a change after it.
    const { history } = await this.profile();
    const since = Math.max(place.at - OVERLAP_MS, this.now().getTime() - FARTHEST_BACK_MS);
    return this.search({ ...place, history }, since, limit);
  }

  /** Gmail may have given a message another Message-ID than ours: its own ids of sent messages with this one. */
  async sentUnder(messageId: string): Promise<string[]> {
    const request = { userId: ME, q: `${byMessageId(messageId)} in:sent`, includeSpamTrash: true, maxResults: MOST_SENT };
    const { messages } = await this.calls.call('read', '', ({ users }, options) => users.messages.list(request, options));
    return (messages ?? []).flatMap(({ id }) => id ?? []);
  }

  private async profile(): Promise<{ messages: number; history: string }> {
    const { messagesTotal, historyId } = await this.calls.call('read', '', ({ users }, options) =>
      users.getProfile({ userId: ME }, options),
    );
    if (!historyId) throw halfAnswer();
    return { messages: messagesTotal ?? 0, history: historyId };
  }

  /** Null: it is so long ago that Gmail does not know any more. */
  private async changesAfter(history: string): Promise<gmail_v1.Schema$ListHistoryResponse | null> {
    const request = { userId: ME, startHistoryId: history, historyTypes: ['messageAdded'], maxResults: RECORDS };
    const page = (pageToken?: string): Promise<gmail_v1.Schema$ListHistoryResponse> =>
      this.calls.call('read', '', ({ users }, options) => users.history.list({ ...request, ...(pageToken && { pageToken }) }, options));
    try {
      let listed = await page();
      for (let pages = 1; !listed.history?.length && listed.nextPageToken && pages < MOST_EMPTY_PAGES; pages += 1) {
        listed = await page(listed.nextPageToken);
      }
      return listed;
    } catch (error) {
      if (error instanceof ProviderError && error.responseCode === 404) return null;
      throw error;
    }
  }

  /** Record by record: reading goes on after the last one that was read to its end. */
  private async readChanges(
    place: GmailPlace,
    { history = [], historyId, nextPageToken }: gmail_v1.Schema$ListHistoryResponse,
    limit: number,
  ): Promise<MailboxPage> {
    const until = performance.now() + SITTING_MS;
    const messages: MailboxMessage[] = [];
    let last: string | null = null;
    for (const { id, messagesAdded } of history) {
      if (messages.length >= limit || (last !== null && performance.now() > until)) {
        return { messages, cursor: this.cursorAt(last ?? place.history), hasMore: true };
      }
      for (const { message } of messagesAdded ?? []) messages.push(...(await this.fetch(message)));
      last = id ?? last;
    }
    const end = nextPageToken ? last : historyId;
    if (!end) throw halfAnswer();
    return { messages, cursor: this.cursorAt(end), hasMore: Boolean(nextPageToken) };
  }

  /** What came since a moment, the newest first; what was read before is recognised by its Message-ID. */
  private async search(place: GmailPlace, since: number, limit: number): Promise<MailboxPage> {
    const query = `after:${Math.floor(since / 1000)} -in:sent -in:drafts -in:chats`;
    const request = { userId: ME, q: query, includeSpamTrash: true, maxResults: limit, ...(place.page && { pageToken: place.page }) };
    const found = await this.calls
      .call('read', '', ({ users }, options) => users.messages.list(request, options))
      .catch((error: unknown) => {
        // A page that Google does not know any more: once more from the first.
        if (place.page && error instanceof ProviderError && error.responseCode === 400) return null;
        throw error;
      });
    if (!found) return this.search({ history: place.history, at: place.at }, since, limit);
    const until = performance.now() + SITTING_MS;
    const messages: MailboxMessage[] = [];
    for (const message of found.messages ?? []) {
      if (performance.now() > until) throw tooSlow();
      messages.push(...(await this.fetch(message)));
    }
    const page = found.nextPageToken;
    if (!page) return { messages, cursor: this.cursorAt(place.history), hasMore: false };
    return { messages, cursor: gmailCursorOf(this.config.mailbox, { history: place.history, at: place.at, since, page }), hasMore: true };
  }

  /** Nothing of what was not received, or is gone by now. */
  private async fetch(listed: gmail_v1.Schema$Message | undefined): Promise<MailboxMessage[]> {
    const id = listed?.id;
    if (!id || isNotReceived(listed)) return [];
    const head = await this.get(id, 'metadata');
    if (!head || isNotReceived(head)) return [];
    const whole = (head.sizeEstimate ?? 0) <= LARGEST_READ ? await this.get(id, 'raw') : null;
    const raw = whole?.raw ? Buffer.from(whole.raw, 'base64url').subarray(0, LONGEST_INBOUND) : headersAndSnippet(head);
    return [{ key: id, raw, receivedAt: momentOf(head.internalDate) }];
  }

  private async get(id: string, format: 'metadata' | 'raw'): Promise<gmail_v1.Schema$Message | null> {
    try {
      return await this.calls.call('read', '', ({ users }, options) => users.messages.get({ userId: ME, id, format }, options));
    } catch (error) {
      if (error instanceof ProviderError && error.responseCode === 404) return null;
      throw error;
    }
  }

  private cursorAt(history: string): MailboxCursor {
    return gmailCursorOf(this.config.mailbox, { history, at: this.now().getTime() });
  }
}

function isNotReceived({ labelIds }: gmail_v1.Schema$Message): boolean {
  return (labelIds ?? []).some((label) => NOT_RECEIVED.includes(label));
}

function momentOf(internalDate: string | null | undefined): string | null {
  const at = Number(internalDate ?? NaN);
  return Number.isSafeInteger(at) && at > 0 && at < 253_402_300_799_999 ? new Date(at).toISOString() : null;
}

function halfAnswer(): ProviderError {
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'data', message: 'The answer of Google could not be read.' });
}

function tooSlow(): ProviderError {
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'data', message: 'Google took too long to answer.' });
}
