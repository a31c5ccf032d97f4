import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ImageFilesService } from '../assets/ImageFilesService.js';
import { exchangeImages } from '../assets/public.js';
import type { RenewImageDto, TemplateDto } from './TemplateDtos.js';
import { TemplateService } from './TemplateService.js';

/** The picture of today in the place of those that an image had before. */
@Injectable()
export class TemplatePictures {
  constructor(
    private readonly templates: TemplateService,
    private readonly images: ImageFilesService,
  ) {}

  /**
   * A new version of the template, unless it shows no earlier picture. Campaigns keep the version that they have.
   * @throws AppError `template.changedMeanwhile`
   */
  async renew(ctx: WorkspaceContext, id: string, { version, imageId }: RenewImageDto): Promise<TemplateDto> {
    const newest = await this.images.newestTokens(ctx, imageId);
    const { kind, document, bodyHtml, signature } = await this.templates.require(ctx, id);
    const isBlocks = kind === 'blocks' && document !== null;
    return this.templates.update(ctx, id, {
      version,
      ...(isBlocks
        ? { document: JSON.parse(exchangeImages(document, newest)) as Record<string, unknown> }
        : { bodyHtml: exchangeImages(bodyHtml, newest) }),
      ...(signature === null ? {} : { signature: exchangeImages(signature, newest) }),
    });
  }
}
