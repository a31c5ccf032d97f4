import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { IMAGE_MAX_MB } from '@rapport/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { newId } from '../../platform/database/ids.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { FileStore } from '../../platform/files/FileStore.js';
import { plainFileName } from '../../platform/http/plainFileName.js';
import { openFile } from '../../platform/http/uploads.js';
import { newToken } from '../../platform/security/tokens.js';
import { imageTooLarge, noImageFile } from './imageErrors.js';
import { ImagePool } from './ImagePool.js';
import type { FileRow } from './ImageRepository.js';
import { type ImageForm, imageKey } from './imageTasks.js';

const MOST_BYTES = IMAGE_MAX_MB * 1024 * 1024;
const FORMS: readonly ImageForm[] = ['upload', 'full', 'webp', 'small'];

interface IncomingImage {
  readonly name: string;
  readonly stream: Readable;
  /** Read after the stream has ended: true when the file went on behind the limit. */
  isCutOff(): boolean;
}

/** The field `file` of a multipart request. */
export const UploadedImage = createParamDecorator((_data: unknown, execution: ExecutionContext): (() => Promise<IncomingImage>) => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return async () => {
    const part = await openFile(request, { limits: { fileSize: MOST_BYTES, files: 1 }, throwFileSizeLimit: false });
    if (!part) throw noImageFile();
    return { name: plainFileName(part.filename) || 'image', stream: part.file, isCutOff: () => part.file.truncated };
  };
});

export type OpenImage = () => Promise<IncomingImage>;

/** An upload on the disk, not yet looked into. */
export interface ReceivedImage {
  readonly fileId: string;
  readonly name: string;
  readonly sha256: string;
}

/** From the request to drawn files in the store. What is refused or breaks off leaves nothing behind. */
@Injectable()
export class ImageUploads {
  constructor(
    private readonly store: FileStore,
    private readonly pool: ImagePool,
  ) {}

  async receive(open: OpenImage): Promise<ReceivedImage> {
    const upload = await open();
    const fileId = newId();
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    upload.stream.on('error', (error) => hashing.destroy(error));
    try {
      const size = await this.store.put(imageKey(fileId, 'upload'), upload.stream.pipe(hashing), MOST_BYTES + 1);
      if (upload.isCutOff()) throw imageTooLarge();
      if (size === 0) throw noImageFile();
      return { fileId, name: upload.name, sha256: hash.digest('hex') };
    } catch (error) {
      await this.discard(fileId);
      throw error;
    }
  }

  /** @throws AppError `image.notAnImage`, …; then nothing is left of the upload */
  async draw(ctx: WorkspaceContext, { fileId }: ReceivedImage): Promise<FileRow> {
    try {
      const facts = await this.pool.draw(ctx, fileId);
      await this.store.delete(imageKey(fileId, 'upload'));
      return { ...facts, fileId, token: newToken() };
    } catch (error) {
      await this.discard(fileId);
      throw error;
    }
  }

  /** Everything of one file. */
  async discard(fileId: string): Promise<void> {
    for (const form of FORMS) await this.store.delete(imageKey(fileId, form));
  }
}
