import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Context } from '../../platform/context/Context.js';
import { FileStore } from '../../platform/files/FileStore.js';
import { ImageRepository } from './ImageRepository.js';
import { imageKey } from './imageTasks.js';

export interface ServedImage {
  readonly contentType: string;
  readonly bytes: number;
  readonly stream: Readable;
}

const TOKEN = /^[\w-]{43}$/;

/** What is served to whoever has an address: mail programs, and their owners' proxies. */
@Injectable()
export class PublicImages {
  constructor(
    private readonly images: ImageRepository,
    private readonly store: FileStore,
  ) {}

  /** Null when there is no such image, or its bytes are gone. `webp` is a wish. */
  async open(ctx: Context, token: string, wish: 'full' | 'webp' | 'small'): Promise<ServedImage | null> {
    const file = TOKEN.test(token) ? await this.images.findPublic(ctx, token) : null;
    if (!file) return null;
    const form = wish === 'webp' && file.webpBytes === 0 ? 'full' : wish;
    const key = imageKey(file.fileId, form);
    // A restored database may be newer than the files beside it.
    const bytes = await this.store.size(key);
    if (bytes === null) return null;
    return { contentType: form === 'full' ? file.contentType : 'image/webp', bytes, stream: await this.store.get(key) };
  }
}
