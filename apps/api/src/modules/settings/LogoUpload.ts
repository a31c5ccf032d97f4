import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LOGO_MAX_MB } from '@rapport/common';
import { openFile } from '../../platform/http/uploads.js';
import { logoMissing, logoTooLarge } from './settingErrors.js';

const MAX_BYTES = LOGO_MAX_MB * 1024 * 1024;

/** The field `file` of a multipart request, read into memory up to its small limit. */
export const UploadedLogo = createParamDecorator((_data: unknown, execution: ExecutionContext): (() => Promise<Buffer>) => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return () => readLogo(request);
});

async function readLogo(request: FastifyRequest): Promise<Buffer> {
  const part = await openFile(request, { limits: { fileSize: MAX_BYTES, files: 1 }, throwFileSizeLimit: false });
  if (!part) throw logoMissing();
  const file = await part.toBuffer();
  if (part.file.truncated) throw logoTooLarge();
  if (file.length === 0) throw logoMissing();
  return file;
}
