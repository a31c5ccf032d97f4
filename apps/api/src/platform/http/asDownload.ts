import { StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { attachment } from './attachment.js';

export interface Download {
  readonly fileName: string;
  readonly stream: Readable;
}

export function asDownload({ fileName, stream }: Download): StreamableFile {
  return new StreamableFile(stream, { type: 'text/csv; charset=utf-8', disposition: attachment(fileName) });
}
