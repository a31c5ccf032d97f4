import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { plainFileName } from '../../../platform/http/plainFileName.js';
import { openFile } from '../../../platform/http/uploads.js';
import { importTooLarge, noImportFile } from './importErrors.js';
import { importLimits } from './importLimits.js';
import type { ImportedFile } from './TemplatePackage.js';

export type OpenImport = () => Promise<ImportedFile>;

/** The field `file` of a multipart request, read up to the limit. */
export const UploadedTemplate = createParamDecorator((_data: unknown, execution: ExecutionContext): OpenImport => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return async () => {
    const part = await openFile(request, { limits: { fileSize: importLimits.fileBytes, files: 1 }, throwFileSizeLimit: false });
    if (!part) throw noImportFile();
    const pieces: Buffer[] = [];
    for await (const piece of part.file) pieces.push(piece as Buffer);
    if (part.file.truncated) throw importTooLarge();
    const bytes = Buffer.concat(pieces);
    if (bytes.length === 0) throw noImportFile();
    return { name: plainFileName(part.filename) || 'message.html', bytes };
  };
});
