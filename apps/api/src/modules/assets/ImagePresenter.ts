import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { ImageDto } from './ImageDtos.js';
import { imageLimits } from './imageLimits.js';
import type { ImageRow } from './ImageRepository.js';

/** What is told of an image, with addresses that work outside of the dashboard. */
@Injectable()
export class ImagePresenter {
  constructor(private readonly config: AppConfig) {}

  present(row: ImageRow): ImageDto {
    const { token, fileId: _fileId, sha256: _sha256, sortName: _sortName, fullBytes, webpBytes, smallBytes: _smallBytes, ...shown } = row;
    const scale = Math.min(1, imageLimits.shownWidth / row.width);
    const url = this.urlOf({ token });
    return {
      ...shown,
      ...{ url, smallUrl: `${url}/small` },
      ...{ shownWidth: Math.round(row.width * scale), shownHeight: Math.max(1, Math.round(row.height * scale)) },
      ...{ bytes: fullBytes, webpBytes: webpBytes === 0 ? null : webpBytes },
    };
  }

  urlOf({ token }: Pick<ImageRow, 'token'>): string {
    return `${this.config.publicUrl}/a/${token}`;
  }
}
