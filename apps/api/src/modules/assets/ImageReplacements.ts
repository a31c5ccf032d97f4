import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { ImageDto } from './ImageDtos.js';
import { imageNotFound, sameAsOther } from './imageErrors.js';
import { ImagePresenter } from './ImagePresenter.js';
import { ImageRepository, type ImageRow } from './ImageRepository.js';
import { requireImageRoom } from './imageRoom.js';
import { ImageUploads, type OpenImage, type ReceivedImage } from './ImageUploads.js';

/** Of one image; older ones that a template shows are kept beyond it. */
const FILES_KEPT = 20;

/** Another picture for an image. It gets an address of its own: what was approved or sent goes on showing what it showed. */
@Injectable()
export class ImageReplacements {
  constructor(
    private readonly images: ImageRepository,
    private readonly uploads: ImageUploads,
    private readonly presenter: ImagePresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async replace(ctx: WorkspaceContext, id: string, open: OpenImage): Promise<ImageDto> {
    await this.require(ctx, id);
    const received = await this.uploads.receive(open);
    const same = await this.images.findByHash(ctx, received.sha256);
    if (same) {
      await this.uploads.discard(received.fileId);
      return this.answerSame(id, same);
    }
    const { row, dropped } = await this.take(ctx, id, received);
    for (const fileId of dropped) await this.uploads.discard(fileId);
    return this.presenter.present(row);
  }

  private async take(ctx: WorkspaceContext, id: string, received: ReceivedImage): Promise<{ row: ImageRow; dropped: string[] }> {
    const file = await this.uploads.draw(ctx, received);
    try {
      return await this.unitOfWork.run(ctx, async (ctx) => {
        await requireImageRoom(ctx, this.images, file, 0);
        const before = await this.require(ctx, id);
        const same = await this.images.findByHash(ctx, received.sha256);
        if (same) throw sameAsOther(same.name);
        const now = nowIso(this.clock);
        const row: ImageRow = { ...before, ...file, sha256: received.sha256, version: before.version + 1, updatedAt: now };
        await this.images.insertFile(ctx, id, row, now);
        if (!(await this.images.update(ctx, row))) throw imageNotFound();
        const dropped = await this.images.dropOldFiles(ctx, id, row.fileId, FILES_KEPT);
        await this.audit.record(ctx, { action: 'image.replaced', entity: ['image', id], details: { version: row.version } });
        return { row, dropped };
      });
    } catch (error) {
      await this.uploads.discard(file.fileId);
      throw error;
    }
  }

  /** The picture that it has already is no change; one of another image would be there twice. */
  private answerSame(id: string, same: ImageRow): ImageDto {
    if (same.id !== id) throw sameAsOther(same.name);
    return this.presenter.present(same);
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<ImageRow> {
    const row = await this.images.find(ctx, id);
    if (!row || row.deletedAt !== null) throw imageNotFound();
    return row;
  }
}
