import { IMAGES_MOST, IMAGES_MOST_MB } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { imagesTakeTooMuch, tooManyImages } from './imageErrors.js';
import type { FileRow, ImageRepository } from './ImageRepository.js';

export const MOST_IMAGE_BYTES = IMAGES_MOST_MB * 1_000_000;

/** Within the unit of work that writes: two uploads cannot both take the last place. */
export async function requireImageRoom(ctx: WorkspaceContext, rows: ImageRepository, file: FileRow, more: 0 | 1): Promise<void> {
  await serialise(ctx.manager, `images ${ctx.workspaceId}`);
  const { images, bytes } = await rows.room(ctx);
  if (images + more > IMAGES_MOST) throw tooManyImages();
  if (bytes + file.fullBytes + file.webpBytes + file.smallBytes > MOST_IMAGE_BYTES) throw imagesTakeTooMuch();
}
