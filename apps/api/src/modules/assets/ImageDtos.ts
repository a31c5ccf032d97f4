import { BoolField, DateTimeField, EnumField, IdField, IntField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';

export const IMAGE_SORTS = ['-createdAt', 'createdAt', 'name', '-name'] as const;
export type ImageSort = (typeof IMAGE_SORTS)[number];
const KINDS = ['png', 'jpeg', 'webp', 'gif', 'svg'] as const;

export class ImageQuery extends PageQuery {
  @TextField({ optional: true, max: 200, description: 'Part of the name or the alt text' })
  search?: string;

  @EnumField(IMAGE_SORTS, { optional: true, description: 'Default: -createdAt' })
  sort?: ImageSort;

  @BoolField({ optional: true, description: 'The trash instead of the library' })
  trashed?: boolean;
}

export class UpdateImageDto {
  @IntField({ min: 1, description: 'The version that was edited; a newer one is never overwritten' })
  version!: number;

  @TextField({ optional: true, min: 1, max: 200 })
  name?: string;

  @TextField({
    optional: true,
    max: 500,
    description: 'What is read out instead of the image; empty for one that only decorates',
    example: 'Three tomato plants in a raised bed',
  })
  alt?: string;
}

export class ImageDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @TextField({ nullable: true, description: 'What is read out instead of it; empty for one that only decorates; null until it is written' })
  alt!: string | null;

  @TextField({ description: 'Where messages load it from: the same bytes for ever. A replacement has another address' })
  url!: string;

  @TextField({ description: 'A small still picture of it, for lists' })
  smallUrl!: string;

  @IntField({ description: 'Pixels of the file' })
  width!: number;

  @IntField()
  height!: number;

  @IntField({ description: 'How wide a message shows it: half of the pixels, where there are enough' })
  shownWidth!: number;

  @IntField()
  shownHeight!: number;

  @IntField({ description: 'Pictures of an animation; 1 for a still image' })
  frames!: number;

  @EnumField(KINDS, { name: 'ImageKind', description: 'As it was uploaded' })
  kind!: (typeof KINDS)[number];

  @IntField({ description: 'Pixels as it was uploaded' })
  originalWidth!: number;

  @IntField()
  originalHeight!: number;

  @IntField({ description: 'More than `frames` when the animation was too long and only its first picture is kept' })
  originalFrames!: number;

  @EnumField(['image/png', 'image/jpeg', 'image/gif'], {
    name: 'ImageContentType',
    description: 'For programs that do not say they take WebP',
  })
  contentType!: string;

  @IntField({ description: 'In bytes, for programs that do not say they take WebP' })
  bytes!: number;

  @IntField({ nullable: true, description: 'In bytes, as WebP; null when that would be no smaller' })
  webpBytes!: number | null;

  @IntField({ description: 'Counts up with every change' })
  version!: number;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;

  @DateTimeField({ nullable: true, description: 'When it was moved to the trash' })
  deletedAt!: string | null;
}

export class UploadedImageDto extends ImageDto {
  @BoolField({ description: 'The library had this very file already; nothing was added' })
  isKnown!: boolean;
}

export class DeletedImageDto {
  @IdField()
  id!: string;

  @DateTimeField()
  deletedAt!: string;
}

export class ImageRoomDto {
  @IntField()
  images!: number;

  @IntField()
  mostImages!: number;

  @IntField({ description: 'In bytes, with everything that is kept of each' })
  bytes!: number;

  @IntField()
  mostBytes!: number;
}

export class ImageUseDto {
  @EnumField(['template'], { name: 'ImageUseKind' })
  kind!: 'template';

  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @IntField({ description: 'Of the template' })
  version!: number;

  @BoolField({ description: 'It shows the picture of today; if not, one that was replaced since' })
  isCurrent!: boolean;
}
