import { imageLimits } from './imageLimits.js';
import { svgTooLarge, svgWithEntities, svgWithForeignParts } from './imageErrors.js';

export type ImageKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'svg';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
/** What may stand before the first element. */
const SVG = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:(?:<!--[^]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)\s*)*<(?:svg:)?svg[\s>]/i;
const HEAD_BYTES = 16 * 1024;

/** By the first bytes, whatever the file is called, before a decoder sees it: the decoder knows many more formats. Null when it is none of ours. */
export function imageKindOf(file: Buffer): ImageKind | null {
  if (file.subarray(0, 8).equals(PNG)) return 'png';
  if (file.subarray(0, 3).equals(JPEG)) return 'jpeg';
  const start = file.subarray(0, 12).toString('latin1');
  if (/^GIF8[79]a/.test(start)) return 'gif';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  return SVG.test(file.subarray(0, HEAD_BYTES).toString('utf8')) ? 'svg' : null;
}

/**
 * What of an SVG would be read from elsewhere, grow without end or not be drawn. Scripts and styles stay: what comes of it is pixels, and
 * the one that draws runs no script.
 */
export function refuseUnsafeSvg(file: Buffer): void {
  if (file.length > imageLimits.svgBytes) throw svgTooLarge();
  const text = file.toString('utf8');
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text)) throw svgWithEntities();
  if (/<(?:[\w-]+:)?(?:image|feImage|foreignObject)[\s>/]/i.test(text)) throw svgWithForeignParts();
}
