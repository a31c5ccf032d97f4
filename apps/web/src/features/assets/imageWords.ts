import { IMAGE_HEAVY_KB } from '@rapport/common';
import { formatBytes, formatCount } from '../../shared/format/format';
import type { LibraryImage } from './imageQueries';

const KINDS: Readonly<Record<LibraryImage['kind'], string>> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', gif: 'GIF', svg: 'SVG' };
const TYPES: Readonly<Record<string, string>> = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/gif': 'GIF' };

/** The address within this server: the dashboard may be open under another name than messages use. */
export function ownAddress(url: string): string {
  return new URL(url).pathname;
}

export function isHeavy({ bytes, webpBytes }: Pick<LibraryImage, 'bytes' | 'webpBytes'>): boolean {
  return (webpBytes ?? bytes) > IMAGE_HEAVY_KB * 1_000;
}

/** What a person should know before many people load it; empty when there is nothing. */
export function imageWarnings(image: LibraryImage): string[] {
  const warnings: string[] = [];
  if (image.alt === null) warnings.push('Without alt text, people who do not see the image do not know what it shows.');
  if (isHeavy(image))
    warnings.push(
      `At ${formatBytes(image.webpBytes ?? image.bytes)} it loads slowly on a phone. A smaller or shorter one would do better.`,
    );
  if (image.originalFrames > image.frames)
    warnings.push(`The animation had ${formatCount(image.originalFrames)} pictures, too many for mail: only the first is kept.`);
  return warnings;
}

/** Label and value of each line in the panel. */
export function imageFacts(image: LibraryImage): { label: string; value: string }[] {
  const { width, height, originalWidth, originalHeight, shownWidth, shownHeight, frames } = image;
  return [
    { label: 'Uploaded as', value: `${KINDS[image.kind]}, ${pixels(originalWidth, originalHeight)}` },
    { label: 'Kept as', value: `${TYPES[image.contentType] ?? 'Image'}, ${pixels(width, height)}` },
    { label: 'In messages', value: `${formatCount(shownWidth)} pixels wide, ${formatCount(shownHeight)} high` },
    ...(frames > 1 ? [{ label: 'Animation', value: `${formatCount(frames)} pictures. Outlook shows the first one.` }] : []),
    { label: 'Size', value: sizeOf(image) },
  ];
}

function sizeOf({ bytes, webpBytes }: LibraryImage): string {
  return webpBytes === null ? formatBytes(bytes) : `${formatBytes(webpBytes)} as WebP, ${formatBytes(bytes)} for others`;
}

function pixels(width: number, height: number): string {
  return `${formatCount(width)} × ${formatCount(height)}`;
}
