import { buffer } from 'node:stream/consumers';
import { workbookError } from '../../../platform/xlsx/workbookErrors.js';
import { type ByteSource, ZipArchive } from '../../../platform/xlsx/ZipArchive.js';

/** Whether an archive has a workbook in it. Throws when it is one that is damaged: without the list of parts at its end it is cut off. */
export async function isWorkbook(bytes: ByteSource, sample: Buffer): Promise<boolean> {
  const archive = await ZipArchive.open(bytes).catch((error: unknown) => {
    if (sample.includes('xl/') || sample.includes('[Content_Types].xml')) throw error;
    return null;
  });
  if (!archive) return false;
  return archive.hasFolder('xl/') || (archive.has('[Content_Types].xml') && !archive.hasFolder('word/') && !archive.hasFolder('ppt/'));
}

const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];
/** How far the list of parts of such a file is looked for: it is small, and near its beginning or where the header says. */
const LIST_BYTES = 64 * 1024;

/** A workbook with a password is a file of the old format that holds the new one, sealed. Throws then; other files pass. */
export async function refuseOldWorkbook(sample: Buffer, open: () => Promise<ByteSource>): Promise<void> {
  if (sample.length < 512 || OLD_WORKBOOK.some((byte, i) => sample[i] !== byte)) return;
  const sectorBytes = 2 ** Math.min(16, sample.readUInt16LE(30));
  const listStart = (sample.readUInt32LE(48) + 1) * sectorBytes;
  const bytes = await open();
  const end = Math.min(bytes.size, listStart + LIST_BYTES);
  const list = listStart < end ? await buffer(await bytes.read(listStart, end)) : Buffer.alloc(0);
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  if (list.includes(name) || sample.includes(name)) throw workbookError('protected');
}
