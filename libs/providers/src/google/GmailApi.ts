import { GmailCalls, type GmailApiOptions } from './GmailCalls.js';
import type { GoogleConfig } from './googleConfig.js';
import { fieldsOf, wordsOf } from '../http/readJson.js';
import { googleErrorOf, incompleteAnswer } from './googleErrors.js';

export const ME = 'me';
/** A message has one Message-ID; a few more than one are seen, not counted. */
const MOST_FOUND = 10;

/** The calls of the Gmail API that sending needs. */
export class GmailApi {
  private readonly calls: GmailCalls;

  constructor(config: GoogleConfig, options: GmailApiOptions) {
    this.calls = new GmailCalls(config, options);
  }

  renewAccess(): Promise<void> {
    return this.calls.renewAccess();
  }

  /** The address of the mailbox. */
  async profile(): Promise<string> {
    const { emailAddress } = await this.calls.call('draft', '', ({ users }, options) => users.getProfile({ userId: ME }, options));
    return emailAddress ?? '';
  }

  /** Answers the id of the draft. Whatever fails here has sent nothing. */
  async createDraft(message: Buffer, recipient: string): Promise<string> {
    const raw = message.toString('base64url');
    const request = { userId: ME, requestBody: { message: { raw } } };
    const draft = await this.calls.call('draft', recipient, ({ users }, options) => users.drafts.create(request, options));
    const id = wordsOf(fieldsOf(draft)['id']);
    if (id === null) throw incompleteAnswer('draft');
    return id;
  }

  /** Answers the id of the sent message, which is another one than that of the draft. */
  async sendDraft(id: string, recipient: string): Promise<string> {
    const request = { userId: ME, requestBody: { id } };
    const sent = await this.calls.call('send', recipient, ({ users }, options) => users.drafts.send(request, options));
    const sentId = wordsOf(fieldsOf(sent)['id']);
    if (sentId === null) throw incompleteAnswer('send');
    return sentId;
  }

  async hasDraft(id: string): Promise<boolean> {
    try {
      const draft = await this.calls.call('draft', '', ({ users }, options) =>
        users.drafts.get({ userId: ME, id, format: 'minimal' }, options),
      );
      if (fieldsOf(draft)['id'] !== id) throw incompleteAnswer('draft');
      return true;
    } catch (error) {
      if (googleErrorOf(error, 'draft').responseCode === 404) return false;
      throw error;
    }
  }

  async deleteDraft(id: string): Promise<void> {
    const answer: unknown = await this.calls.call('draft', '', ({ users }, options) => users.drafts.delete({ userId: ME, id }, options));
    // Gmail says nothing; a page of a proxy does.
    if (wordsOf(answer) !== null) throw incompleteAnswer('draft');
  }

  /** By Message-ID. */
  async draftsOf(messageId: string): Promise<string[]> {
    const request = { userId: ME, q: byMessageId(messageId), maxResults: MOST_FOUND };
    const { drafts } = listOf(await this.calls.call('draft', '', ({ users }, options) => users.drafts.list(request, options)));
    return (drafts ?? []).flatMap(({ id }) => id ?? []);
  }

  /** By Message-ID; what was thrown away since was sent all the same. */
  async wasSent(messageId: string): Promise<boolean> {
    const request = { userId: ME, q: `${byMessageId(messageId)} in:sent`, includeSpamTrash: true, maxResults: 1 };
    const { messages } = listOf(await this.calls.call('draft', '', ({ users }, options) => users.messages.list(request, options)));
    return (messages ?? []).length > 0;
  }

  /** Whether Gmail sent the message under the Message-ID that it was given. */
  async hasMessageId(id: string, messageId: string): Promise<boolean> {
    const request = { userId: ME, id, format: 'metadata', metadataHeaders: ['Message-ID'] };
    const { payload } = await this.calls.call('draft', '', ({ users }, options) => users.messages.get(request, options));
    return (payload?.headers ?? []).some(({ name, value }) => /^message-id$/i.test(name ?? '') && value?.trim() === messageId);
  }
}

/** Gmail counts what it found, nothing too. What does not is no list, and says nothing about what is there. */
function listOf<T extends object>(answer: T): T {
  if (typeof fieldsOf(answer)['resultSizeEstimate'] !== 'number') throw incompleteAnswer('draft');
  return answer;
}

export function byMessageId(messageId: string): string {
  return `rfc822msgid:${messageId.replace(/^<|>$/g, '')}`;
}
