import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from './AppError.js';
import { uploadMalformed } from './requestErrors.js';

/** The file of a multipart request; null when there is none. The parser's own complaints about the form carry no code to tell them by. */
export async function openFile(request: FastifyRequest, options?: Parameters<FastifyRequest['file']>[0]): Promise<MultipartFile | null> {
  if (!request.isMultipart()) return null;
  try {
    return (await request.file(options)) ?? null;
  } catch (error) {
    if (error instanceof AppError || (error instanceof Error && 'code' in error)) throw error;
    throw uploadMalformed();
  }
}
