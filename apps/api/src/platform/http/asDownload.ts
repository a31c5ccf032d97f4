import { StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';

/** Control characters, and those that turn the direction of text: `report‮fdp.exe` must not read as a PDF. */
const TREACHEROUS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/**
 * `Content-Disposition` of a file that browsers save instead of showing (RFC 6266), whatever its name holds: path separators and
 * quotes cannot leave the name. The one in plain letters is for programs that do not know the other form.
 */
export function attachment(fileName: string): string {
  const whole = fileName.replace(TREACHEROUS, '').replace(/[\\/]/g, '_').trim() || 'download';
  const safe = [...whole].slice(0, 200).join('');
  const plain = safe.replace(/[^\w.\- ]/g, '_');
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export interface Download {
  readonly fileName: string;
  /** CSV when left out. */
  readonly type?: string;
  readonly stream: Readable;
}

export function asDownload({ fileName, stream, type = 'text/csv; charset=utf-8' }: Download): StreamableFile {
  return new StreamableFile(stream, { type, disposition: attachment(fileName) });
}
