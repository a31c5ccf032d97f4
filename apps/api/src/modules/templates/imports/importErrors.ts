import { AppError, invalidField } from '../../../platform/http/AppError.js';
import type { ZipTrouble } from '../../../platform/xlsx/ZipArchive.js';
import { importLimits } from './importLimits.js';

const count = (number: number): string => number.toLocaleString('en');
const megabytes = (bytes: number): string => count(Math.round(bytes / 1024 ** 2));

export const noImportFile = (): AppError =>
  new AppError('templateImport.noFile', 422, 'Choose an HTML file, an MJML file, or a ZIP file with one of them and its images.');

export const importTooLarge = (): AppError =>
  new AppError(
    'templateImport.tooLarge',
    413,
    `This file is larger than ${megabytes(importLimits.fileBytes)} MB. Make its images smaller, or leave out what the message does not show.`,
  );

export const unknownImportFile = (): AppError =>
  new AppError(
    'templateImport.unknownFile',
    422,
    'This is not an HTML, MJML or ZIP file. Export the template as HTML in the other program, and choose that file.',
  );

export const textTooLarge = (length: number): AppError =>
  new AppError(
    'templateImport.textTooLarge',
    422,
    `This message has ${count(length)} characters, more than ${count(importLimits.characters)}. Mail of this size is refused by many servers: shorten it, or divide it into several templates.`,
  );

export function zipTrouble(trouble: ZipTrouble, what = ''): AppError {
  switch (trouble) {
    case 'protected':
      return new AppError('templateImport.protected', 422, 'This ZIP file is protected with a password. Pack it again without one.');
    case 'unsafePath':
      return new AppError(
        'templateImport.unsafePath',
        422,
        'This ZIP file names files outside of its folder. Unpack it, and pack only the folder with the message and its images.',
      );
    case 'tooLarge':
      return new AppError('templateImport.zipTooLarge', 422, `This ZIP file can’t be read: ${what}. Pack only the message and its images.`);
    case 'damaged':
      return new AppError(
        'templateImport.damaged',
        422,
        `This ZIP file is damaged${what === '' ? '' : `: ${what}`}. Pack the message and its images again.`,
      );
  }
}

export const zipTooLarge = (what: string): AppError => zipTrouble('tooLarge', what);

export const noMessageInside = (hasArchive: boolean): AppError =>
  new AppError(
    'templateImport.noMessage',
    422,
    hasArchive
      ? 'This ZIP file holds another ZIP file and no message. Unpack the outer one, and choose the inner one.'
      : 'This ZIP file has no HTML or MJML file. Pack the message together with its images.',
  );

export const noSuchDocument = (): AppError =>
  invalidField('document', 'templateImport.noSuchDocument', 'The ZIP file has no such message. Choose one of those that the check lists.');

export const mjmlBroken = (why: string): AppError =>
  new AppError('templateImport.mjmlBroken', 422, `This MJML can’t be read: ${why.slice(0, 300)}. Fix it there, then import it again.`);

export const tooManyImportImages = (found: number): AppError =>
  new AppError(
    'templateImport.tooManyImages',
    422,
    `This message shows ${count(found)} images, more than ${count(importLimits.images)}. Divide it into several templates.`,
  );

/** An image of the library's own refusals, with the name of the file. */
export const imageRefused = (path: string, cause: AppError): AppError =>
  new AppError(cause.code, cause.status, `${path.slice(0, 200)}: ${cause.message}`, { cause });
