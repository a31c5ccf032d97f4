import { logoTooManyPixels, notAnImage } from './settingErrors.js';

export interface LogoImage {
  readonly content: Buffer;
  readonly contentType: 'image/png';
  readonly width: number;
  readonly height: number;
}

/** Twice what is shown, for screens with small pixels. */
const MAX_WIDTH = 480;
const MAX_HEIGHT = 160;
/** Decoded; a few kilobytes can claim to be gigapixels. */
const MAX_PIXELS = 16_000_000;
const DECODE_SECONDS = 10;

/**
 * Whatever was uploaded, drawn anew: only pixels come through, no metadata, no trailing bytes, no animation. PNG, because every mail
 * program shows it.
 */
export async function logoImageOf(file: Buffer): Promise<LogoImage> {
  if (!isPngJpegOrWebp(file)) throw notAnImage();
  // Its native library is a fifth of the memory at boot; hardly anybody uploads a logo in that moment.
  const { default: sharp } = await import('sharp');
  try {
    const image = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 });
    const { data, info } = await image
      .timeout({ seconds: DECODE_SECONDS })
      .autoOrient()
      .resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true });
    return { content: data, contentType: 'image/png', width: info.width, height: info.height };
  } catch (error) {
    throw error instanceof Error && /pixel limit/i.test(error.message) ? logoTooManyPixels() : notAnImage();
  }
}

/** By the first bytes, before a decoder sees it: the decoder knows many more formats, SVG among them. */
function isPngJpegOrWebp(file: Buffer): boolean {
  const start = file.subarray(0, 12);
  return (
    start.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) ||
    start.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ||
    (start.subarray(0, 4).toString('latin1') === 'RIFF' && start.subarray(8, 12).toString('latin1') === 'WEBP')
  );
}
