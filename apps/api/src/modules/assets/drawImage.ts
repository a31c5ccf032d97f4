import type { Sharp, SharpOptions } from 'sharp';
import { AppError } from '../../platform/http/AppError.js';
import { imageTooManyFrames, imageTooManyPixels, imageTooSlow, notAnImage } from './imageErrors.js';
import { type ImageKind, imageKindOf, refuseUnsafeSvg } from './imageKind.js';
import { imageLimits } from './imageLimits.js';

/** What every mail program shows. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif';

export interface DrawnImage {
  readonly kind: ImageKind;
  readonly contentType: ImageType;
  /** Of what is kept, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Of what is kept; 1 for a still one. */
  readonly frames: number;
  /** As it was uploaded. */
  readonly originalWidth: number;
  readonly originalHeight: number;
  readonly originalFrames: number;
  readonly full: Buffer;
  /** Null when it would be no smaller. */
  readonly webp: Buffer | null;
  /** For the library: a still WebP. */
  readonly small: Buffer;
}

type Draw = (input: Buffer, options?: SharpOptions) => Sharp;
interface Size {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}
interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly isOpaque: boolean;
}

/**
 * An uploaded image, drawn anew: only pixels come through, no metadata, nothing that was appended, upright, in sRGB.
 *
 * @throws AppError `image.notAnImage`, `image.tooManyPixels`, …, before its pixels are decoded where that can be known
 */
export async function drawImage(file: Buffer): Promise<DrawnImage> {
  const kind = imageKindOf(file);
  if (kind === null) throw notAnImage();
  if (kind === 'svg') refuseUnsafeSvg(file);
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    const size = await sizeOf(sharp, file);
    const isMoving =
      size.frames > 1 && size.frames <= imageLimits.movingFrames && size.width * size.height * size.frames <= imageLimits.movingPixels;
    return isMoving ? await drawMoving(sharp, file, kind, size) : await drawStill(sharp, file, kind, size);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && /timeout/i.test(error.message)) throw imageTooSlow(error);
    throw notAnImage();
  }
}

/** From the header alone. */
async function sizeOf(sharp: Draw, file: Buffer): Promise<Size> {
  const { width, height, pageHeight, pages = 1 } = await sharp(file, { limitInputPixels: false }).metadata();
  const size = { width, height: pageHeight ?? height, frames: pages };
  if (size.frames > imageLimits.frames) throw imageTooManyFrames(size.frames);
  if (size.width * size.height > imageLimits.pixels) throw imageTooManyPixels(size.width, size.height);
  return size;
}

async function drawStill(sharp: Draw, file: Buffer, kind: ImageKind, size: Size): Promise<DrawnImage> {
  const pixels = await pixelsOf(sharp, file, kind, size);
  const drawn = (): Sharp => sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: pixels.channels } });
  const { contentType, full } = await forEveryMail(drawn, kind, pixels.isOpaque);
  const webp = await drawn()
    .webp(contentType === 'image/png' ? { lossless: true, effort: 4 } : { quality: 82, effort: 4, smartSubsample: true })
    .toBuffer();
  const small = await drawn().resize({ width: imageLimits.smallWidth, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer();
  return {
    ...{ kind, contentType, width: pixels.width, height: pixels.height, frames: 1 },
    ...{ originalWidth: size.width, originalHeight: size.height, originalFrames: size.frames },
    ...{ full, webp: webp.length < full.length ? webp : null, small },
  };
}

/** Decoded once, no larger than it is kept. */
async function pixelsOf(sharp: Draw, file: Buffer, kind: ImageKind, size: Size): Promise<Pixels> {
  const options: SharpOptions = {
    limitInputPixels: imageLimits.pixels,
    failOn: 'error',
    pages: 1,
    ...(kind === 'svg' ? densityFor(size) : {}),
  };
  const { data, info } = await sharp(file, options)
    .timeout({ seconds: imageLimits.seconds })
    .autoOrient()
    .resize({ width: imageLimits.width, height: imageLimits.height, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channels = info.channels === 4 ? 4 : 3;
  const { isOpaque } = await sharp(data, { raw: { width: info.width, height: info.height, channels } }).stats();
  return { data, width: info.width, height: info.height, channels, isOpaque };
}

/** A drawing has no pixels of its own: it is drawn at twice the size that it names, at least as wide as a message can use. */
function densityFor({ width }: Size): SharpOptions {
  const scale = Math.min(Math.max(2, imageLimits.shownWidth / width), imageLimits.width / width);
  return { density: Math.min(Math.max(72 * scale, 1), 2_400) };
}

/** Photographs as JPEG; what has sharp edges or can be seen through as PNG. */
async function forEveryMail(drawn: () => Sharp, kind: ImageKind, isOpaque: boolean): Promise<{ contentType: ImageType; full: Buffer }> {
  const jpeg = async (): Promise<Buffer> => drawn().removeAlpha().jpeg({ quality: 84, mozjpeg: true }).toBuffer();
  if (kind === 'jpeg') return { contentType: 'image/jpeg', full: await jpeg() };
  const png = await drawn().png({ compressionLevel: 9 }).toBuffer();
  if (!isOpaque) return { contentType: 'image/png', full: png };
  const photograph = await jpeg();
  return photograph.length * 2 < png.length ? { contentType: 'image/jpeg', full: photograph } : { contentType: 'image/png', full: png };
}

async function drawMoving(sharp: Draw, file: Buffer, kind: ImageKind, size: Size): Promise<DrawnImage> {
  const moving = (): Sharp =>
    sharp(file, { limitInputPixels: imageLimits.movingPixels, failOn: 'error', animated: true })
      .timeout({ seconds: imageLimits.seconds })
      .resize({ width: imageLimits.movingWidth, withoutEnlargement: true });
  const { data: full, info } = await moving().gif({ effort: 4 }).toBuffer({ resolveWithObject: true });
  const webp = await moving().webp({ quality: 75, effort: 2 }).toBuffer();
  const small = await sharp(file, { limitInputPixels: imageLimits.pixels, failOn: 'error', pages: 1 })
    .resize({ width: imageLimits.smallWidth, withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer();
  return {
    ...{ kind, contentType: 'image/gif', width: info.width, height: info.pageHeight ?? info.height, frames: size.frames },
    ...{ originalWidth: size.width, originalHeight: size.height, originalFrames: size.frames },
    ...{ full, webp: webp.length < full.length ? webp : null, small },
  };
}
