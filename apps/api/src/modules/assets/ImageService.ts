import { Injectable } from '@nestjs/common';
import { IMAGES_MOST } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { DeletedImageDto, ImageDto, ImageQuery, ImageRoomDto, ImageUseDto, UpdateImageDto, UploadedImageDto } from './ImageDtos.js';
import { AppError } from '../../platform/http/AppError.js';
import { imageChangedMeanwhile, imageNotFound, imageUploadedMeanwhile } from './imageErrors.js';
import { ImagePresenter } from './ImagePresenter.js';
import { ImageReferences } from './ImageReferences.js';
import { type FileRow, ImageRepository, type ImageRow, sortOf } from './ImageRepository.js';
import { MOST_IMAGE_BYTES, requireImageRoom } from './imageRoom.js';
import { ImageUploads, type OpenImage } from './ImageUploads.js';

/** A file that was read and drawn, and is in the library only when it was there before. */
export interface PreparedImage {
  readonly name: string;
  readonly sha256: string;
  /** Of the image that has this file already. */
  readonly knownId: string | null;
  /** The drawn files of a new one. */
  readonly file: FileRow | null;
  /** Where messages show it, once it is kept. */
  readonly url: string;
}

/** The image library of a workspace. More than six dependencies: uploads are drawn and kept, uses are asked of others, and each change is recorded. */
@Injectable()
export class ImageService {
  constructor(
    private readonly images: ImageRepository,
    private readonly uploads: ImageUploads,
    private readonly references: ImageReferences,
    private readonly presenter: ImagePresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: ImageQuery): Promise<Page<ImageDto>> {
    const rows = await this.images.list(ctx, query);
    return toPage(rows, query.limit, sortOf(query).keysetOf, (row) => this.presenter.present(row));
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ImageDto> {
    return this.presenter.present(await this.require(ctx, id));
  }

  async room(ctx: WorkspaceContext): Promise<ImageRoomDto> {
    return { ...(await this.images.room(ctx)), mostImages: IMAGES_MOST, mostBytes: MOST_IMAGE_BYTES };
  }

  /** The same file twice, also at the same time, is one image; from the trash it comes back. */
  async upload(ctx: WorkspaceContext, open: OpenImage): Promise<UploadedImageDto> {
    const prepared = await this.prepare(ctx, open);
    try {
      return await this.keep(ctx, prepared);
    } catch (error) {
      await this.discard(prepared);
      if (!(error instanceof AppError) || error.code !== 'image.uploadedMeanwhile') throw error;
      // Another session was faster with the same file.
      const other = await this.images.findByHash(ctx, prepared.sha256);
      if (!other) throw imageNotFound();
      return { ...(await this.restore(ctx, other.id)), isKnown: true };
    }
  }

  /** Reads and draws a file, and writes nothing to the library yet: `keep` or `discard` follows. */
  async prepare(ctx: WorkspaceContext, open: OpenImage): Promise<PreparedImage> {
    const received = await this.uploads.receive(open);
    const { name, sha256 } = received;
    const known = await this.images.findByHash(ctx, sha256);
    if (known) {
      await this.uploads.discard(received.fileId);
      return { name, sha256, knownId: known.id, file: null, url: this.presenter.present(known).url };
    }
    const file = await this.uploads.draw(ctx, received);
    return { name, sha256, knownId: null, file, url: this.presenter.urlOf(file) };
  }

  /**
   * Into the library, with other changes if it is called in their unit of work. `alt` is for an image that has none yet.
   * @throws AppError `image.uploadedMeanwhile` when another session was faster with the same file
   */
  keep(ctx: WorkspaceContext, { name, sha256, knownId, file }: PreparedImage, alt: string | null = null): Promise<UploadedImageDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (file === null) {
        const kept = await this.restore(ctx, knownId ?? '');
        const shown = alt === null || kept.alt !== null ? kept : await this.update(ctx, kept.id, { version: kept.version, alt });
        return { ...shown, isKnown: true };
      }
      await requireImageRoom(ctx, this.images, file, 1);
      if (await this.images.findByHash(ctx, sha256)) throw imageUploadedMeanwhile();
      const now = nowIso(this.clock);
      const row: ImageRow = {
        ...file,
        ...{ id: newId(), name, sortName: name.toLowerCase(), alt, sha256 },
        ...{ version: 1, createdAt: now, updatedAt: now, deletedAt: null },
      };
      await this.images.insert(ctx, row);
      await this.audit.record(ctx, { action: 'image.uploaded', entity: ['image', row.id], after: stateOf(row) });
      return { ...this.presenter.present(row), isKnown: false };
    });
  }

  /** Lets go of what `prepare` drew and `keep` did not keep. */
  async discard({ file }: PreparedImage): Promise<void> {
    if (file !== null) await this.uploads.discard(file.fileId);
  }

  /** @throws AppError `image.changedMeanwhile` when there is a newer version */
  update(ctx: WorkspaceContext, id: string, input: UpdateImageDto): Promise<ImageDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      if (before.version !== input.version) throw imageChangedMeanwhile(before.version);
      const row: ImageRow = {
        ...before,
        name: input.name ?? before.name,
        alt: input.alt ?? before.alt,
        version: before.version + 1,
        updatedAt: nowIso(this.clock),
      };
      if (row.name === before.name && row.alt === before.alt) return this.presenter.present(before);
      if (!(await this.images.update(ctx, row))) throw imageChangedMeanwhile(row.version);
      await this.audit.record(ctx, { action: 'image.updated', entity: ['image', id], before: stateOf(before), after: stateOf(row) });
      return this.presenter.present(row);
    });
  }

  /** At most 200 of each kind. */
  async uses(ctx: WorkspaceContext, id: string): Promise<ImageUseDto[]> {
    const { fileId: current } = await this.require(ctx, id);
    const uses = await this.references.usesOf(ctx, await this.images.fileIdsOf(ctx, id));
    return uses.map(({ fileId, ...use }) => ({ ...use, isCurrent: fileId === current }));
  }

  /** To the trash. Its address stays: messages that were sent show it. */
  trash(ctx: WorkspaceContext, id: string): Promise<DeletedImageDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const deletedAt = nowIso(this.clock);
      if (!(await this.images.setDeleted(ctx, id, deletedAt))) throw imageNotFound();
      await this.audit.record(ctx, { action: 'image.trashed', entity: ['image', id] });
      return { id, deletedAt };
    });
  }

  /** Out of the trash; an image that is not there is answered as it is. */
  restore(ctx: WorkspaceContext, id: string): Promise<ImageDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.images.find(ctx, id);
      if (!row) throw imageNotFound();
      if (row.deletedAt === null) return this.presenter.present(row);
      await this.images.setDeleted(ctx, id, null);
      await this.audit.record(ctx, { action: 'image.restored', entity: ['image', id] });
      return this.presenter.present({ ...row, deletedAt: null });
    });
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<ImageRow> {
    const row = await this.images.find(ctx, id);
    if (!row || row.deletedAt !== null) throw imageNotFound();
    return row;
  }
}

function stateOf({ name, alt }: ImageRow): object {
  return { name, alt };
}
