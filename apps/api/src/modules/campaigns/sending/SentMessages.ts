import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import type { Campaign, ChannelName } from '../CampaignRow.js';
import type { MessageCopy, MessageWriter } from '../channels/Channel.js';
import { FramePacker, frameOf, isFrame, unpackFramed, type WrittenContent } from './framedContent.js';
import { dictionaryOf, packContent, type SentContent, unpackContent } from './packContent.js';

export interface PackedMessage {
  /** The id of its ledger row: one message per row, however often it was tried. */
  readonly id: string;
  readonly contactId: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** The beginning of its text, for the timeline. */
  readonly preview: string;
  readonly content: Buffer;
}

/** Makes of a message what is kept of it. */
export type Packer = (content: WrittenContent) => Buffer;

interface PackedWith {
  /** Left out: it has nothing in common with others. */
  readonly packer?: Packer;
  readonly channel: ChannelName;
}

export interface SentMessage {
  readonly id: string;
  readonly contactId: string | null;
  readonly campaignId: string | null;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly sentAt: string;
  readonly body: SentContent;
}

type StoredMessage = Omit<SentMessage, 'body'> & { readonly content: Buffer; readonly dictionary: Buffer | null };

/**
 * The exact messages as sent (sent_messages), each packed against what its campaign's messages have in common, made once of an example
 * and then kept: a frame that its values go into, else a message as a preset dictionary. Stored before the network call, so that even an interrupted send can be shown.
 */
@Injectable()
export class SentMessages {
  async packerFor(ctx: WorkspaceContext, campaign: Campaign, writer: MessageWriter, date: Date): Promise<Packer> {
    const dictionary = await this.dictionaryFor(ctx, campaign, writer, date);
    if (!isFrame(dictionary)) return (content) => packContent(content, dictionary);
    const packer = new FramePacker(dictionary);
    return (content) => packer.pack(content);
  }

  private async dictionaryFor(ctx: WorkspaceContext, { id }: Campaign, writer: MessageWriter, date: Date): Promise<Buffer> {
    const known = await this.findDictionary(ctx, id);
    if (known) return known;
    const { address, contact } = writer.example;
    const example = writer.copyOf(await writer.write({ id, contactId: id, address }, contact, date));
    const sample = frameOf(example) ?? dictionaryOf(example);
    await execute(
      ctx.manager,
      sql`INSERT INTO message_dictionaries (id, workspace_id, content) VALUES (${id}, ${ctx.workspaceId}, ${sample}) ON CONFLICT (id) DO NOTHING`,
    );
    // Of two lanes that begin at once, one wrote it.
    return (await this.findDictionary(ctx, id)) ?? sample;
  }

  pack(
    recipient: { id: string; contactId: string },
    messageId: string,
    copy: MessageCopy,
    { packer = packAlone, channel }: PackedWith,
  ): PackedMessage {
    const { from, to, subject, text } = copy;
    const preview = previewOf(channel, text);
    return {
      id: recipient.id,
      contactId: recipient.contactId,
      messageId,
      from,
      to,
      subject,
      preview,
      content: packer(copy),
    };
  }

  async store(
    ctx: WorkspaceContext,
    input: { campaignId: string | null; dictionaryId: string | null; messages: readonly PackedMessage[]; now: string },
  ): Promise<void> {
    if (input.messages.length === 0) return;
    const values = input.messages.map(
      (
        message,
      ) => sql`(${message.id}, ${ctx.workspaceId}, ${input.campaignId}, ${message.id}, ${message.contactId}, ${message.messageId}, ${message.from}, ${message.to},
        ${message.subject}, ${message.content}, ${input.dictionaryId}, ${input.now})`,
    );
    await execute(
      ctx.manager,
      sql`INSERT INTO sent_messages (id, workspace_id, campaign_id, recipient_id, contact_id, message_id, from_address, to_address, subject, content, dictionary_id, sent_at)
          VALUES ${sql.join(values, ', ')}
          ON CONFLICT (id) DO UPDATE SET message_id = excluded.message_id, from_address = excluded.from_address, to_address = excluded.to_address,
            subject = excluded.subject, content = excluded.content, dictionary_id = excluded.dictionary_id, sent_at = excluded.sent_at`,
    );
  }

  /** Forgets messages that were certainly not sent. */
  async delete(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
    if (ids.length > 0)
      await execute(ctx.manager, sql`DELETE FROM sent_messages WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`);
  }

  /** Copies of what these people were sent. */
  async erase(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM sent_messages WHERE contact_id IN (${sql.list(contactIds)}) AND workspace_id || '' = ${ctx.workspaceId}`,
    );
  }

  async find(ctx: WorkspaceContext, id: string): Promise<SentMessage | null> {
    const row = await queryOne<StoredMessage>(
      ctx.manager,
      sql`SELECT m.id, m.contact_id AS "contactId", m.campaign_id AS "campaignId", m.message_id AS "messageId", m.from_address AS "from", m.to_address AS "to", m.subject,
                 m.content, d.content AS dictionary, m.sent_at AS "sentAt"
          FROM sent_messages m LEFT JOIN message_dictionaries d ON d.id = m.dictionary_id WHERE m.workspace_id = ${ctx.workspaceId} AND m.id = ${id}`,
    );
    if (!row) return null;
    const { content, dictionary, ...message } = row;
    const unpack = dictionary && isFrame(dictionary) ? unpackFramed : unpackContent;
    return { ...message, body: unpack(content, dictionary ?? Buffer.alloc(0)) };
  }

  private async findDictionary(ctx: Context, id: string): Promise<Buffer | null> {
    const row = await queryOne<{ content: Buffer }>(ctx.manager, sql`SELECT content FROM message_dictionaries WHERE id = ${id}`);
    return row?.content ?? null;
  }
}

function packAlone(content: WrittenContent): Buffer {
  return packContent(content, Buffer.alloc(0));
}

/** Of an email its first words; a text is shown as a whole. */
export function previewOf(channel: ChannelName, text: string): string {
  if (channel === 'text') return text;
  const line = text
    .slice(0, 1000)
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
  // Twice as many places are enough for as many characters.
  return line.length > 200 ? `${[...line.slice(0, 400)].slice(0, 199).join('')}…` : line;
}
