import { Injectable } from '@nestjs/common';
import type { OutgoingEmail } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { CampaignRun } from './CampaignRun.js';
import { dictionaryOf, packContent, type SentContent, unpackContent } from './packContent.js';
import { type PackedMessage, SentMessageRepository, type StoredMessage } from './SentMessageRepository.js';
import { writeMessage } from './writeMessage.js';

const example = { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com', phone: null, company: null, customFields: {} };

/** Packs and unpacks what was sent. A campaign's dictionary is one of its own messages, made once and then kept. */
@Injectable()
export class SentMessages {
  constructor(private readonly messages: SentMessageRepository) {}

  async dictionaryFor(ctx: WorkspaceContext, run: CampaignRun, date: Date): Promise<Buffer> {
    const { id } = run.campaign;
    const known = await this.messages.findDictionary(ctx, id);
    if (known) return known;
    const sample = await writeMessage(run, { id, contactId: id, address: example.email }, example, date);
    await this.messages.storeDictionary(ctx, id, dictionaryOf(contentOf(sample)));
    // Of two lanes that begin at once, one wrote it.
    return (await this.messages.findDictionary(ctx, id)) ?? dictionaryOf(contentOf(sample));
  }

  pack(recipient: { id: string; contactId: string }, email: OutgoingEmail, dictionary: Buffer): PackedMessage {
    return {
      id: recipient.id,
      contactId: recipient.contactId,
      messageId: email.messageId,
      from: addressText(email.from),
      to: email.to.address,
      subject: email.subject,
      content: packContent(contentOf(email), dictionary),
    };
  }

  async find(ctx: WorkspaceContext, id: string): Promise<(StoredMessage & { body: SentContent }) | null> {
    const message = await this.messages.find(ctx, id);
    return message && { ...message, body: unpackContent(message.content, message.dictionary ?? Buffer.alloc(0)) };
  }
}

function contentOf(email: OutgoingEmail): SentContent {
  const replyTo = email.replyTo ? [{ name: 'Reply-To', value: email.replyTo.address }] : [];
  return { html: email.html, text: email.text, headers: [...replyTo, ...email.headers] };
}

function addressText({ name, address }: OutgoingEmail['from']): string {
  return name ? `${name} <${address}>` : address;
}
