import type { MailFolder, Message } from '@microsoft/microsoft-graph-types';
import { randomBytes } from 'node:crypto';

interface Received {
  readonly id: string;
  readonly folder: string;
  readonly raw: Buffer;
  readonly isDraft: boolean;
  /** Milliseconds. */
  readonly at: number;
}

interface Round {
  readonly folder: string;
  /** How many messages of the mailbox were told or passed by. */
  readonly told: number;
  readonly since: number;
}

/** What arrives in the folders of a mailbox behind Microsoft Graph, told as delta rounds with links that only it can read. */
export class GraphInbox {
  private readonly received: Received[] = [];
  private readonly gone = new Set<string>();
  private readonly rounds = new Map<string, Round>();

  add(...raws: readonly (Buffer | string)[]): string[] {
    return this.receive(raws);
  }

  receive(raws: readonly (Buffer | string)[], { folder = 'inbox', at = Date.now(), isDraft = false } = {}): string[] {
    const messages = raws.map((raw) => ({
      id: `AAkA${randomBytes(24).toString('base64url')}==`,
      folder,
      raw: Buffer.from(raw),
      isDraft,
      at,
    }));
    this.received.push(...messages);
    return messages.map(({ id }) => id);
  }

  remove(id: string): void {
    this.gone.add(id);
  }

  /** Links that were given lead nowhere any more. */
  forget(): void {
    this.rounds.clear();
  }

  folder(name: string): MailFolder {
    return { id: name, totalItemCount: this.received.filter(({ id, folder }) => folder === name && !this.gone.has(id)).length };
  }

  mime(id: string): Buffer | null {
    return this.gone.has(id) ? null : (this.received.find((message) => message.id === id)?.raw ?? null);
  }

  /** `null`: the link is not known. A text: what is wrong with the question. */
  changes(folder: string, query: URLSearchParams, pageSize: number, link: (query: string) => string): object | string | null {
    const round = this.roundOf(folder, query);
    if (round === null || typeof round === 'string') return round;
    const page: Received[] = [];
    let { told } = round;
    for (; told < this.received.length && page.length < pageSize; told += 1) {
      const message = this.received[told] as Received;
      if (message.folder === folder && message.at >= round.since) page.push(message);
    }
    const token = randomBytes(40).toString('base64url');
    this.rounds.set(token, { ...round, told });
    const isLast = told === this.received.length;
    const value = page.map(({ id, isDraft, at }) => ({ id, isDraft, receivedDateTime: new Date(at).toISOString() }) satisfies Message);
    const name = isLast ? '@odata.deltaLink' : '@odata.nextLink';
    // What was deleted is told beside what is new.
    const removed = [...this.gone].map((id) => ({ id, '@removed': { reason: 'deleted' } }));
    return { value: isLast ? [...value, ...removed] : value, [name]: link(`${isLast ? '$deltatoken' : '$skiptoken'}=${token}`) };
  }

  private roundOf(folder: string, query: URLSearchParams): Round | string | null {
    const token = query.get('$deltatoken') ?? query.get('$skiptoken');
    if (token !== null) {
      if ([...query.keys()].length > 1) return 'A link is followed as it is.';
      const round = this.rounds.get(token);
      return round?.folder === folder ? round : null;
    }
    const since = /^receivedDateTime ge (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(query.get('$filter') ?? '')?.[1];
    if (since === undefined || query.get('changeType') !== 'created') return 'The query is not supported.';
    return { folder, told: 0, since: Date.parse(since) };
  }
}
