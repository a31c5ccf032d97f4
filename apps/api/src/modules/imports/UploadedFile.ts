import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { openFile } from '../../platform/http/uploads.js';
import { importWithoutFile } from './importErrors.js';

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
