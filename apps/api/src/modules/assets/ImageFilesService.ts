import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { imageNotFound } from './imageErrors.js';
import { ImageRepository } from './ImageRepository.js';

/** What an image looked like, and looks like now, for those who keep texts with its addresses. */
@Injectable()
export class ImageFilesService {
  constructor(private readonly images: ImageRepository) {}

  /** The token of the picture of today by each token that the image had before. @throws AppError for none that is live */
  async newestTokens(ctx: WorkspaceContext, imageId: string): Promise<Map<string, string>> {
    const image = await this.images.find(ctx, imageId);
    if (!image || image.deletedAt !== null) throw imageNotFound();
    const tokens = await this.images.tokensOf(ctx, imageId);
    return new Map(tokens.filter((token) => token !== image.token).map((token) => [token, image.token]));
  }
}
