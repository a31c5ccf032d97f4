import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { notAnswerable } from './directMessageErrors.js';

/** What an email names (References) that answers the entry with this id, the oldest first. Null: nothing is known of it. */
export type FindReferences = (ctx: WorkspaceContext, entryId: string) => Promise<string | null>;

/** Which messages an answer names, so that mail programs show it with what it answers. Who reads mailboxes knows them, and comes later. */
@Injectable()
export class AnsweredMessagesService {
  private find: FindReferences | null = null;

  constructor(private readonly timeline: TimelineService) {}

  /** Call it when the module starts. */
  register(find: FindReferences): void {
    this.find = find;
  }

  /** Refuses what is no email of this contact. Null: it is one, and no Message-ID of it is known. */
  async referencesOf(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<string | null> {
    const { type, content } = await this.timeline.get(ctx, contactId, entryId).catch((error: unknown) => {
      throw error instanceof AppError && error.status === 404 ? notAnswerable() : error;
    });
    if (type !== 'email' || content['direction'] !== 'incoming') throw notAnswerable();
    return (await this.find?.(ctx, entryId)) ?? null;
  }
}
