import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { imageActs } from './imageActs.js';
import { ImageController, PublicImageController } from './ImageController.js';
import { ImageFilesService } from './ImageFilesService.js';
import { ImagePool } from './ImagePool.js';
import { ImagePresenter } from './ImagePresenter.js';
import { ImageReferences } from './ImageReferences.js';
import { ImageReplacements } from './ImageReplacements.js';
import { ImageRepository } from './ImageRepository.js';
import { ImageService } from './ImageService.js';
import { ImageUploads } from './ImageUploads.js';
import { PublicImages } from './PublicImages.js';
import { SweepImages } from './SweepImages.js';

/** Images that the messages of a workspace show. */
@Module({
  imports: [WorkspacesModule],
  controllers: [ImageController, PublicImageController],
  providers: [
    ImageService,
    ImageReplacements,
    ImageReferences,
    ImageFilesService,
    ImageUploads,
    ImagePresenter,
    ImagePool,
    ImageRepository,
    PublicImages,
    SweepImages,
  ],
  exports: [ImageReferences, ImageFilesService, ImageService],
})
export class AssetsModule {
  constructor(records: AuditedRecords, images: ImageRepository, words: AuditWords) {
    words.register(imageActs);
    records.register('image', (ctx, ids) => images.namesOf(ctx, ids));
  }
}
