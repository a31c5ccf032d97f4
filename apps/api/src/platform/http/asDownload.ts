import { StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';

export interface Download {
  readonly fileName: string;
  readonly stream: Readable;
}

/** A CSV that browsers save instead of showing. The name in plain letters is for those that do not know the other form. */
export function asDownload({ fileName, stream }: Download): StreamableFile {
  const plain = fileName.replace(/[^\w.\- ]/g, '_');
  return new StreamableFile(stream, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  });
}
