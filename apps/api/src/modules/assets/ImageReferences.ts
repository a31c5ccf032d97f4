import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** Who shows one of the files of an image now. */
export interface ImageUse {
  readonly kind: 'template';
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly fileId: string;
}

export type ImageUseFinder = (ctx: WorkspaceContext, fileIds: readonly string[]) => Promise<readonly ImageUse[]>;

/** Whoever keeps texts with images registers here how to find them by the ids of files (templates come later in the order and do so at boot). */
@Injectable()
export class ImageReferences {
  private readonly finders: ImageUseFinder[] = [];

  register(finder: ImageUseFinder): void {
    this.finders.push(finder);
  }

  async usesOf(ctx: WorkspaceContext, fileIds: readonly string[]): Promise<ImageUse[]> {
    const uses: ImageUse[] = [];
    for (const finder of this.finders) uses.push(...(await finder(ctx, fileIds)));
    return uses;
  }
}
