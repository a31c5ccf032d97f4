import { StreamableFile } from '@nestjs/common';
import { attachment } from '../../platform/http/attachment.js';
import type { Download } from './RejectsCsv.js';

export function asDownload({ fileName, stream }: Download): StreamableFile {
  return new StreamableFile(stream, { type: 'text/csv; charset=utf-8', disposition: attachment(fileName) });
}
