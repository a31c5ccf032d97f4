import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { NOTE_FILE_MAX_MB, type NoteFile } from '@rapport/common';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type FileKey, FileStore } from '../../platform/files/FileStore.js';
import type { Download } from '../../platform/http/asDownload.js';
import { plainFileName } from '../../platform/http/plainFileName.js';
import { openFile } from '../../platform/http/uploads.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { NoteFileRepository } from './NoteFileRepository.js';
import { fileAttached, noFile, noteFileEmpty, noteFileNotFound, noteFileTooLarge, unknownFile } from './timelineErrors.js';

const MOST_BYTES = NOTE_FILE_MAX_MB * 1024 * 1024;

interface IncomingNoteFile {
  readonly name: string;
  readonly stream: Readable;
  /** Read after the stream has ended: true when the file went on behind the limit. */
  isCutOff(): boolean;
}

/** The field `file` of a multipart request. */
export const UploadedNoteFile = createParamDecorator((_data: unknown, execution: ExecutionContext): (() => Promise<IncomingNoteFile>) => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return async () => {
    const part = await openFile(request, { limits: { fileSize: MOST_BYTES, files: 1 }, throwFileSizeLimit: false });
    if (!part) throw noFile();
    return { name: plainFileName(part.filename) || 'file', stream: part.file, isCutOff: () => part.file.truncated };
  };
});

/** Files of notes. One is uploaded first and named by the note afterwards; what no note names is removed after a day. */
@Injectable()
export class NoteFiles {
  constructor(
    private readonly rows: NoteFileRepository,
    private readonly store: FileStore,
    private readonly contacts: ContactService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Keeps an upload. One that is refused or breaks off leaves nothing behind. */
  async receive(ctx: WorkspaceContext, contactId: string, open: () => Promise<IncomingNoteFile>): Promise<NoteFile> {
    await this.contacts.require(ctx, contactId);
    const upload = await open();
    const id = newId();
    try {
      const size = await this.store.put(noteFileKey(id), upload.stream, MOST_BYTES + 1);
      if (upload.isCutOff()) throw noteFileTooLarge();
      if (size === 0) throw noteFileEmpty();
      const file = { id, name: upload.name, size };
      await this.unitOfWork.run(ctx, async (ctx) => {
        await this.rows.insert(ctx, contactId, file, nowIso(this.clock));
        await this.audit.record(ctx, { action: 'contact.fileUploaded', entity: ['contact', contactId], details: { fileId: id, size } });
      });
      return file;
    } catch (error) {
      await this.store.delete(noteFileKey(id));
      throw error;
    }
  }

  /** The files that a note names, in its order. Refuses one of another contact or another note; `entryId` is null for a new note. */
  async choose(ctx: WorkspaceContext, contactId: string, ids: readonly string[], entryId: string | null): Promise<NoteFile[]> {
    if (ids.length === 0) return [];
    const found = new Map((await this.rows.list(ctx, contactId, ids)).map((file) => [file.id, file]));
    return [...new Set(ids)].map((id) => {
      const file = found.get(id);
      if (!file) throw unknownFile();
      if (file.entryId !== null && file.entryId !== entryId) throw fileAttached();
      return { id, name: file.name, size: file.size };
    });
  }

  async attach(ctx: WorkspaceContext, entryId: string, files: readonly NoteFile[]): Promise<void> {
    if (files.length > 0)
      await this.rows.attach(
        ctx,
        entryId,
        files.map(({ id }) => id),
      );
  }

  /** The bytes; the rows go with their contact. */
  async erase(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    for (const id of await this.rows.listOf(ctx, contactIds)) await this.store.delete(noteFileKey(id));
  }

  /** The bytes of one, for whoever sends it. */
  read(id: string): Promise<Readable> {
    return this.store.get(noteFileKey(id));
  }

  /** Always to be saved, never shown: what people upload is not to be trusted by their colleagues' browsers. */
  async download(ctx: WorkspaceContext, contactId: string, id: string): Promise<Download> {
    await this.contacts.require(ctx, contactId);
    const [file] = await this.rows.list(ctx, contactId, [id]);
    if (!file) throw noteFileNotFound();
    return { fileName: file.name, type: 'application/octet-stream', stream: await this.store.get(noteFileKey(id)) };
  }
}

export function noteFileKey(id: string): FileKey {
  return `notes/${id}`;
}
