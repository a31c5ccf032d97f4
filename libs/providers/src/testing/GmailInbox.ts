import { randomBytes } from 'node:crypto';

export interface GmailInboxAnswer {
  readonly status: number;
  readonly body: object | null;
}

interface Received {
  readonly id: string;
  readonly raw: Buffer;
  readonly labels: readonly string[];
  /** Milliseconds. */
  readonly at: number;
}

interface Change {
  readonly id: number;
  readonly added: readonly { readonly id: string; readonly labels: readonly string[] }[];
}

/** What arrives in a mailbox of Gmail, in the order of its history: ids of changes rise with gaps, and what is too old is forgotten. */
export class GmailInbox {
  /** Whether changes name the labels of their messages: Google promises only their ids. */
  tellsLabels = true;
  /** What a message is said to weigh, in place of what it does. */
  sizeEstimate: number | null = null;
  /** So many pages of changes come without one, before those that have some. */
  emptyPages = 0;
  private readonly received = new Map<string, Received>();
  private readonly changed: Change[] = [];
  private sequence = 4_000;
  private forgotten = 0;

  get size(): number {
    return this.received.size;
  }

  /** Of the newest change. */
  get now(): string {
    return String(this.sequence);
  }

  /** All of them as one change. */
  add(...raws: readonly (Buffer | string)[]): string[] {
    return this.receive(raws);
  }

  receive(raws: readonly (Buffer | string)[], labels: readonly string[] = ['INBOX', 'UNREAD'], at = Date.now()): string[] {
    const messages = raws.map((raw) => ({ id: randomBytes(8).toString('hex'), raw: Buffer.from(raw), labels, at }));
    for (const message of messages) this.received.set(message.id, message);
    this.change(messages);
    return messages.map(({ id }) => id);
  }

  /** That a message of another kind came to be. */
  note(id: string, labels: readonly string[]): void {
    this.change([{ id, labels }]);
  }

  remove(id: string): void {
    this.received.delete(id);
  }

  /** Changes until now are not known any more. */
  forget(): void {
    this.forgotten = this.sequence;
    this.sequence += 5;
  }

  /** Null: too long ago. */
  changes(query: URLSearchParams): GmailInboxAnswer | null {
    const start = Number(query.get('startHistoryId') ?? NaN);
    if (!(start > this.forgotten) || start > this.sequence) return null;
    const turned = Number(/^empty-(\d+)$/.exec(query.get('pageToken') ?? '')?.[1] ?? 0);
    if (turned < this.emptyPages) return { status: 200, body: { historyId: this.now, nextPageToken: `empty-${turned + 1}` } };
    const most = Number(query.get('maxResults') ?? 100);
    const later = this.changed.filter(({ id }) => id > start);
    const history = later.slice(0, most).map(({ id, added }) => ({
      id: String(id),
      messages: added.map(({ id }) => ({ id, threadId: id })),
      messagesAdded: added.map(({ id, labels }) => ({ message: { id, threadId: id, ...(this.tellsLabels && { labelIds: labels }) } })),
    }));
    const isMore = later.length > most;
    return { status: 200, body: { ...(history.length > 0 && { history }), historyId: this.now, ...(isMore && { nextPageToken: '1' }) } };
  }

  /** The newest first. Null: there is no such page. */
  search(query: URLSearchParams): GmailInboxAnswer | null {
    const after = Number(/(?:^| )after:(\d+)/.exec(query.get('q') ?? '')?.[1] ?? 0) * 1000;
    const found = [...this.received.values()].filter(({ at }) => at >= after).reverse();
    const token = query.get('pageToken');
    const from = token === null ? 0 : found.findIndex(({ id }) => `after-${id}` === token) + 1;
    if (token !== null && from === 0) return null;
    const page = found.slice(from, from + Number(query.get('maxResults') ?? 100));
    const last = page.at(-1);
    const next = last && from + page.length < found.length ? { nextPageToken: `after-${last.id}` } : {};
    const messages = page.map(({ id }) => ({ id, threadId: id }));
    return { status: 200, body: { ...(messages.length > 0 && { messages }), resultSizeEstimate: found.length, ...next } };
  }

  /** Null: there is none. */
  read(id: string, format: string): GmailInboxAnswer | null {
    const message = this.received.get(id);
    if (!message) return null;
    const { raw, labels, at } = message;
    const told = { id, threadId: id, labelIds: labels, internalDate: String(at), sizeEstimate: this.sizeEstimate ?? raw.length };
    if (format === 'raw') return { status: 200, body: { ...told, raw: raw.toString('base64url') } };
    const [head = '', body = ''] = raw.toString('utf8').split(/\r\n\r\n([\s\S]*)/, 2);
    const headers = head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() }));
    return {
      status: 200,
      body: { ...told, payload: { headers }, snippet: body.slice(0, 200).replace(/\s+/g, ' ').replaceAll("'", '&#39;') },
    };
  }

  private change(added: Change['added']): void {
    this.sequence += 7;
    this.changed.push({ id: this.sequence, added });
  }
}
