import type { InboundMailbox, MailboxCheck, MailboxCursor, MailboxMessage, MailboxPage } from '../contracts/InboundMailbox.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { fieldsOf, readJson } from '../http/readJson.js';
import { LONGEST_INBOUND } from '../inbound/readInbound.js';
import { GraphCalls, type Microsoft365Options } from './GraphCalls.js';
import { withReadingHint } from './graphErrors.js';
import type { Microsoft365Config } from './microsoft365Config.js';

export interface Microsoft365MailboxOptions extends Omit<Microsoft365Options, 'now'> {
  readonly now?: () => Date;
}

/** Reports of bounces that Microsoft takes for spam, and answers too. Each message still has to name one of ours. */
const FOLDERS = ['inbox', 'junkemail'] as const;
type Folder = (typeof FOLDERS)[number];

interface FolderPlace {
  /** What was received before is not read, in milliseconds. */
  readonly since: number;
  /** What follows the question mark of the link that Microsoft gave last. Left out: it has not been asked yet. */
  readonly query?: string;
}

interface Place {
  /** When it was read last, by our clock, in milliseconds. */
  readonly at: number;
  readonly folders: Readonly<Record<Folder, FolderPlace>>;
}

const TIMEOUT_MS = 30_000;
const DAY_MS = 86_400_000;
/** Where Microsoft has forgotten what it told: so much before the last reading, in case clocks differ, and at most so far back. */
const OVERLAP_MS = DAY_MS;
const FARTHEST_BACK_MS = 30 * DAY_MS;
const LONGEST_QUERY = 20_000;

/** The inbox and the junk folder of a mailbox of Microsoft 365, read through Microsoft Graph with the app of its sender. */
export class Microsoft365Mailbox implements InboundMailbox {
  readonly type = 'microsoft_365';
  private readonly graph: GraphCalls;
  private readonly now: () => Date;

  constructor(
    private readonly config: Microsoft365Config,
    { now = () => new Date(), timeoutMs = TIMEOUT_MS, ...options }: Microsoft365MailboxOptions = {},
  ) {
    this.graph = new GraphCalls(config, { ...options, timeoutMs });
    this.now = now;
  }

  check(): Promise<MailboxCheck> {
    return inWords(async () => {
      const messages = await this.graph.countIn('inbox');
      return { messages, cursor: this.cursorOf(this.fromNowOn()) };
    });
  }

  readSince(cursor: MailboxCursor | null, limit: number): Promise<MailboxPage> {
    return inWords(async () => {
      const place = (cursor === null ? null : this.placeOf(cursor)) ?? this.fromNowOn();
      const folders = { ...place.folders };
      const messages: MailboxMessage[] = [];
      for (const folder of FOLDERS) {
        const { found, next, hasMore } = await this.readFolder(folder, place, limit);
        messages.push(...found);
        folders[folder] = next;
        if (hasMore) return { messages, cursor: this.cursorOf({ at: place.at, folders }), hasMore };
      }
      return { messages, cursor: this.cursorOf({ at: this.now().getTime(), folders }), hasMore: false };
    });
  }

  /** Microsoft 365 may have given a message another Message-ID than ours: its own ids of messages with this one that were sent. */
  sentUnder(messageId: string): Promise<string[]> {
    return inWords(async () => (await this.graph.findAll(messageId)).filter(({ isDraft }) => !isDraft).map(({ id }) => id));
  }

  private async readFolder(
    folder: Folder,
    { at, folders }: Place,
    limit: number,
  ): Promise<{ found: MailboxMessage[]; next: FolderPlace; hasMore: boolean }> {
    const { since, query = queryFrom(since) } = folders[folder];
    const changes = await this.graph.changesIn(folder, query, limit);
    if (!changes) {
      // Everything once more, as far as it may have been missed: what was read before is recognised by its Message-ID.
      const again = Math.max(at - OVERLAP_MS, this.now().getTime() - FARTHEST_BACK_MS);
      return { found: [], next: { since: again }, hasMore: true };
    }
    const found: MailboxMessage[] = [];
    for (const { id, isDraft, receivedAt } of changes.messages) {
      const raw = isDraft ? null : await this.graph.mimeOf(id, LONGEST_INBOUND);
      if (raw) found.push({ key: id, raw, receivedAt: momentOf(receivedAt) });
    }
    return { found, next: { since, query: changes.query }, hasMore: !changes.isLast };
  }

  private fromNowOn(): Place {
    const now = this.now().getTime();
    return { at: now, folders: { inbox: { since: now }, junkemail: { since: now } } };
  }

  /** With the mailbox: what was noted of one says nothing about another. */
  private cursorOf(place: Place): MailboxCursor {
    return JSON.stringify({ graph: this.config.mailbox.toLowerCase(), ...place });
  }

  private placeOf(cursor: MailboxCursor): Place | null {
    const { graph, at, folders } = fieldsOf(readJson(cursor));
    if (graph !== this.config.mailbox.toLowerCase() || typeof at !== 'number') return null;
    const { inbox, junkemail } = fieldsOf(folders);
    const known = { inbox: folderPlaceOf(inbox), junkemail: folderPlaceOf(junkemail) };
    return known.inbox && known.junkemail ? { at, folders: { inbox: known.inbox, junkemail: known.junkemail } } : null;
  }
}

/** New messages only: the links that follow hold all of it. */
function queryFrom(since: number): string {
  const moment = new Date(since).toISOString().replace(/\.\d+Z$/, 'Z');
  return `$select=id,isDraft,receivedDateTime&changeType=created&$filter=${encodeURIComponent(`receivedDateTime ge ${moment}`)}`;
}

function folderPlaceOf(value: unknown): FolderPlace | null {
  const { since, query } = fieldsOf(value);
  if (typeof since !== 'number') return null;
  return typeof query === 'string' && query.length <= LONGEST_QUERY ? { since, query } : { since };
}

function momentOf(told: string | null): string | null {
  const at = told === null ? NaN : Date.parse(told);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ProviderError ? withReadingHint(error) : error;
  }
}
