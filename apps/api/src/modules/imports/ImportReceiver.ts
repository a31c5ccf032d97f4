import type { FastifyRequest } from 'fastify';
import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { newId } from '../../platform/database/ids.js';
import { plainFileName } from '../../platform/http/plainFileName.js';
import { openFile } from '../../platform/http/uploads.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { importWithoutFile, importWithoutRows } from './importErrors.js';
import { ImportFiles, type IncomingFile } from './ImportFiles.js';
import { ImportRepository } from './ImportRepository.js';
import { TableDetection } from './TableDetection.js';

/** The field `file` of a multipart request. */
export const UploadedFile = createParamDecorator((_data: unknown, execution: ExecutionContext): (() => Promise<IncomingFile>) => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return () => openUpload(request);
});

/** Takes files in and makes an import of each that can be read. */
@Injectable()
export class ImportReceiver {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: ImportFiles,
    private readonly detection: TableDetection,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers the id of the new import. A file that is refused leaves nothing on the disk. */
  async take(ctx: WorkspaceContext, open: () => Promise<IncomingFile>): Promise<string> {
    const upload = await open();
    const id = newId();
    try {
      const fileSize = await this.files.receive(id, upload);
      const { defaultCountry, timeZone } = await this.workspaces.require(ctx);
      const detected = await this.detection.detect(ctx, { id, fileName: upload.fileName, defaultCountry });
      if (detected.isEmpty) throw importWithoutRows();
      await this.unitOfWork.run(ctx, async (ctx) => {
        await this.imports.insert(ctx, {
          id,
          fileName: upload.fileName,
          fileSize,
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
}

const NEW_OPTIONS = { mode: 'createAndUpdate', listId: null, newListName: null, emptyWords: true, consent: null } as const;

async function openUpload(request: FastifyRequest): Promise<IncomingFile> {
  const part = await openFile(request);
  if (!part) throw importWithoutFile();
  const announced = Number(request.headers['content-length']);
  return {
    fileName: plainFileName(part.filename) || 'contacts.csv',
    stream: part.file,
    announcedBytes: Number.isFinite(announced) ? announced : null,
    isCutOff: () => part.file.truncated,
  };
}
