import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { newId } from '../../platform/database/ids.js';
import { AppError } from '../../platform/http/AppError.js';
import { openFile } from '../../platform/http/uploads.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { isUtf16 } from './csv/detectEncoding.js';
import { foreignFile } from './csv/fileKind.js';
import { importEmpty, importInterrupted, importNotCsv, importTooLarge, importWithoutFile, importWithoutRows } from './importErrors.js';
import { type FileSample, ImportFiles } from './ImportFiles.js';
import { ImportRepository } from './ImportRepository.js';
import { TableDetection } from './TableDetection.js';

/** A file on its way in. */
export interface IncomingFile {
  readonly fileName: string;
  readonly stream: Readable;
  /** Bytes the request says it has, form and all; null when it does not say. */
  readonly announcedBytes: number | null;
  /** Read after the stream has ended: true when the file went on behind the limit. */
  isCutOff(): boolean;
}

/** The field `file` of a multipart request. */
export const UploadedFile = createParamDecorator((_data: unknown, execution: ExecutionContext): (() => Promise<IncomingFile>) => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return () => openUpload(request);
});

/** What the form around the file may add to the length of a request. */
const FORM_BYTES = 64 * 1024;

/** Takes files in and makes an import of each that is a CSV. */
@Injectable()
export class ImportReceiver {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: ImportFiles,
    private readonly detection: TableDetection,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the new import. A file that is refused leaves nothing on the disk. */
  async take(ctx: WorkspaceContext, open: () => Promise<IncomingFile>): Promise<string> {
    const upload = await open();
    const id = newId();
    try {
      const fileSize = await this.receive(id, upload);
      const { defaultCountry, timeZone } = await this.workspaces.require(ctx);
      const sample = await this.files.sample(id);
      refuseForeign(sample);
      const detected = await this.detection.detect(ctx, { id, sample, fileName: upload.fileName, defaultCountry });
      if (detected.isEmpty) throw importWithoutRows();
      await this.unitOfWork.run(ctx, async (ctx) => {
        await this.imports.insert(ctx, {
          id,
          fileName: upload.fileName,
          fileSize,
          createdAt: nowIso(this.clock),
          options: { ...NEW_OPTIONS, defaultCountry, timeZone },
          ...detected,
        });
        await this.audit.record(ctx, {
          action: 'import.uploaded',
          entity: ['import', id],
          details: { fileName: upload.fileName, fileSize },
        });
      });
      return id;
    } catch (error) {
      await this.files.remove(id);
      throw error;
    }
  }

  private async receive(id: string, upload: IncomingFile): Promise<number> {
    const { maxUploadBytes } = this.config;
    if (upload.announcedBytes !== null && upload.announcedBytes > maxUploadBytes + FORM_BYTES) {
      // The rest is read and dropped: a browser shows an answer only after it could send everything.
      upload.stream.resume();
      throw importTooLarge(maxUploadBytes);
    }
    const fileSize = await this.files.receive(id, upload.stream).catch((error: unknown) => {
      throw isBrokenOff(error) ? importInterrupted() : error;
    });
    if (upload.isCutOff()) throw importTooLarge(maxUploadBytes);
    if (fileSize === 0) throw importEmpty();
    return fileSize;
  }
}

const NEW_OPTIONS = { mode: 'createAndUpdate', listId: null, newListName: null, emptyWords: true, consent: null } as const;

function refuseForeign(sample: FileSample): void {
  const foreign = foreignFile(sample.bytes, isUtf16(sample.bytes));
  if (foreign) throw importNotCsv(foreign);
}

function isBrokenOff(error: unknown): boolean {
  if (error instanceof AppError || typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'FST_MULTIPART_PREMATURE_CLOSE';
}

async function openUpload(request: FastifyRequest): Promise<IncomingFile> {
  const part = await openFile(request);
  if (!part) throw importWithoutFile();
  const announced = Number(request.headers['content-length']);
  return {
    fileName: plainFileName(part.filename),
    stream: part.file,
    announcedBytes: Number.isFinite(announced) ? announced : null,
    isCutOff: () => part.file.truncated,
  };
}

/** The last part of a path, without control characters; some browsers send whole paths. */
function plainFileName(name: string | undefined): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  return (
    last
      .replace(/[\u0000-\u001f\u007f]/g, '')
      .trim()
      .slice(0, 200) || 'contacts.csv'
  );
}
