import { Injectable } from '@nestjs/common';
import { filesOf, type NoteFile } from '@rapport/common';
import type { MailAttachment } from '@rapport/providers';
import { buffer } from 'node:stream/consumers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { NoteFiles } from '../timeline/public.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { filesTooLarge } from './directMessageErrors.js';
import { MOST_FILE_BYTES } from './directMessageStates.js';

/** Files that go with a message: uploaded for the contact like those of notes, and kept with the entry on the timeline. */
@Injectable()
export class DirectFiles {
  constructor(
    private readonly files: NoteFiles,
    private readonly timeline: TimelineService,
  ) {}

  async choose(ctx: WorkspaceContext, contactId: string, ids: readonly string[]): Promise<NoteFile[]> {
    const files = await this.files.choose(ctx, contactId, ids, null);
    if (files.reduce((sum, { size }) => sum + size, 0) > MOST_FILE_BYTES) throw filesTooLarge(MOST_FILE_BYTES / 1024 / 1024);
    return files;
  }

  attach(ctx: WorkspaceContext, entryId: string, files: readonly NoteFile[]): Promise<void> {
    return this.files.attach(ctx, entryId, files);
  }

  /** Those of a message that is about to be sent. */
  async load(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<MailAttachment[]> {
    const { content } = await this.timeline.get(ctx, contactId, entryId);
    const loaded: MailAttachment[] = [];
    for (const { id, name } of filesOf(content)) loaded.push({ fileName: name, content: await buffer(await this.files.read(id)) });
    return loaded;
  }
}
