import { AppError, invalidField } from '../../platform/http/AppError.js';
import type { ConsentQuestion } from './consent/consentRule.js';
import type { ForeignFile } from './csv/fileKind.js';

export function importTooLarge(maxBytes: number): AppError {
  const limit = maxBytes >= 1024 ** 3 ? `${round(maxBytes / 1024 ** 3)} GB` : `${round(maxBytes / 1024 ** 2)} MB`;
  return new AppError(
    'import.tooLarge',
    413,
    `The file is larger than the ${limit} this server accepts. Split it into smaller files and import them one after the other, or ask your administrator to raise MAX_UPLOAD_MB.`,
  );
}

export function importTooSlowToRead(cause: unknown): AppError {
  return new AppError(
    'import.tooSlowToRead',
    422,
    'Reading this file took too long, so it was given up. Save the sheet as CSV, or split the file, and import that.',
    { cause },
  );
}

export function importTooWide(cause: unknown): AppError {
  return new AppError(
    'import.tooMuchMemory',
    422,
    'This file needs more memory than this server has for reading one. Save the sheet as CSV, or split the file, and import that.',
    { cause },
  );
}

export function tooManyInspections(cause: unknown): AppError {
  return new AppError('import.busy', 503, 'The server is busy at this moment. Wait a minute and choose the file again.', {
    cause,
    retryAfterSeconds: 30,
  });
}

export function inspectionInterrupted(cause: unknown): AppError {
  return new AppError('import.readingStopped', 503, 'Reading the file was interrupted. Choose the file again.', { cause });
}

export function importEmpty(): AppError {
  return new AppError('import.empty', 422, 'The file is empty (0 bytes). Export your contacts again and choose the new file.');
}

export function importWithoutRows(): AppError {
  return new AppError(
    'import.noRows',
    422,
    'The file has no rows below its header, so there are no contacts to import. Export your contacts again and choose the new file.',
  );
}

export function importNotCsv(file: ForeignFile): AppError {
  return new AppError('import.notCsv', 422, `This is ${file.kind}, not a CSV, Excel or vCard file. ${file.hint}`, {
    details: { kind: file.kind },
  });
}

export function importWithoutFile(): AppError {
  return new AppError('import.noFile', 400, 'Send the file as multipart/form-data in a field called "file".');
}

export function importInterrupted(): AppError {
  return new AppError('import.interrupted', 400, 'The upload stopped before the whole file had arrived. Choose the file again.');
}

export function importNotEditable(): AppError {
  return new AppError(
    'import.notEditable',
    409,
    'This import has already been started, so its columns can no longer be changed. Import the file again to choose other columns.',
  );
}

export function importNotStartable(status: string): AppError {
  const why = status === 'running' ? 'is already running' : status === 'completed' ? 'has already been completed' : 'was cancelled';
  return new AppError('import.notStartable', 409, `This import ${why}. Upload the file again to import it once more.`);
}

export function importNotRunning(): AppError {
  return new AppError('import.notRunning', 409, 'This import is not running, so there is nothing to cancel.');
}

export function rehearsalNotRunning(): AppError {
  return new AppError('import.rehearsalNotRunning', 409, 'No rehearsal of this import is running, so there is nothing to cancel.');
}

export function importNothingToUndo(): AppError {
  return new AppError(
    'import.nothingToUndo',
    409,
    'This import has nothing to undo: it has changed no contact yet, or it is older than 30 days.',
  );
}

export function importNotEnded(): AppError {
  return new AppError('import.notEnded', 409, 'Rejected rows can be fixed once the import has ended.');
}

export function rowNotRejected(): AppError {
  return new AppError('import.rowNotRejected', 409, 'This row is not rejected any more. Reload the page to see what is left.');
}

export function importIsUndone(): AppError {
  return new AppError('import.undone', 409, 'This import is being undone or was undone, so it cannot be continued. Import the file again.');
}

export function importIsRunning(): AppError {
  return new AppError('import.running', 409, 'This import is still running. Cancel it first.');
}

export function nothingMapped(): AppError {
  return invalidField(
    'columns',
    'import.nothingMapped',
    'Choose at least one column that holds an email address, a name, a phone number or a company.',
  );
}

export function targetTwice(target: string, first: string, second: string): AppError {
  return invalidField(
    'columns',
    'import.targetTwice',
    `“${first}” and “${second}” both go to ${target}. Choose one of them and ignore the other.`,
  );
}

export function labelWithoutValue(column: string): AppError {
  return invalidField(
    'columns',
    'import.labelWithoutValue',
    `“${column}” is to name further emails or phones, but the column that it belongs to does not go to them. Choose Further emails or Further phones there, or leave “${column}” out.`,
  );
}

export function tooManyNewOptions(column: string, most: number): AppError {
  return invalidField(
    'columns',
    'import.tooManyOptions',
    `“${column}” has more than ${most} different values, so they cannot become the options of a field. Choose a text field for it.`,
  );
}

export function tooManyNewLists(found: number, most: number): AppError {
  return invalidField(
    'columns',
    'import.tooManyNewLists',
    `${found.toLocaleString('en')} new lists are too many: an import adds at most ${most}. Leave some of them out, or choose existing lists for them.`,
  );
}

/** A stage where a list is wanted, or the other way round. */
export function nameOfOtherKind(name: string, target: 'lists' | 'stage'): AppError {
  const message =
    target === 'lists'
      ? `“${name}” is a stage, so there can be no list of this name. Leave it out here, or choose another list.`
      : `“${name}” is a list, so there can be no stage of this name. Leave it out here, or choose another stage.`;
  return invalidField('columns', 'import.nameTaken', message);
}

export function unknownUse(use: string, header: string): AppError {
  return invalidField(
    'columns',
    'import.unknownChoice',
    `There is no “${use}” that a value of “${header}” could mean. It may have been deleted: choose again.`,
  );
}

export function nameTooLong(name: string, most: number): AppError {
  return invalidField(
    'columns',
    'import.nameTooLong',
    `“${name.slice(0, 40)}…” is longer than ${most} characters, so it cannot be added. Choose an existing one, or leave it out.`,
  );
}

export function currencyNeeded(header: string): AppError {
  return invalidField('columns', 'import.currencyNeeded', `Choose the currency of “${header}” as three capital letters, such as EUR.`);
}

export function noIdColumn(): AppError {
  return invalidField(
    'matchBy',
    'import.noIdColumn',
    'No column goes to the contact ID, so contacts cannot be recognized by it. Choose the column that holds it.',
  );
}

export function unknownColumn(index: number): AppError {
  return invalidField('columns', 'import.unknownColumn', `The file has no column number ${index}.`);
}

export function unknownTarget(target: string): AppError {
  return invalidField(
    'columns',
    'import.unknownTarget',
    `“${target}” is not something a column can go to. Custom fields are written custom:field_name.`,
  );
}

export function unknownCustomField(fieldName: string): AppError {
  return invalidField(
    'columns',
    'import.unknownCustomField',
    `There is no custom field “${fieldName}” in this workspace. It may have been deleted: choose another target for its column.`,
  );
}

/** Followed by how far the import came and how to go on. */
export function customFieldDeleted(fieldName: string, column: string): AppError {
  return invalidField(
    'columns',
    'import.customFieldDeleted',
    `The custom field “${fieldName}” was deleted after this import had started. Make it again to fill it, or go on without its column “${column}”.`,
  );
}

export function unknownCountry(): AppError {
  return invalidField('defaultCountry', 'import.unknownCountry', 'Enter the country as two capital letters, such as DE.');
}

export function tooManyColumns(found: number, most: number): AppError {
  return new AppError(
    'import.tooManyColumns',
    422,
    `The file has ${found.toLocaleString('en')} columns; at most ${most} can be imported. Remove the columns that you do not need, or check the delimiter.`,
    { details: { columns: found, most } },
  );
}

export function unknownHeaderRow(line: number): AppError {
  return invalidField(
    'headerRow',
    'import.unknownHeaderRow',
    `No row near the top of the file starts on line ${line}. Choose one of the first rows.`,
  );
}

export function noRowsBelowHeader(line: number): AppError {
  return invalidField('headerRow', 'import.noRows', `There are no rows below line ${line}. Choose an earlier row as the header.`);
}

export function dateOrderNeeded(columns: readonly { readonly header: string }[]): AppError {
  const names = columns.map(({ header }) => `“${header}”`).join(', ');
  return invalidField(
    'columns',
    'import.dateOrderNeeded',
    `The dates in ${names} can be read in two ways. Choose whether the day or the month comes first.`,
  );
}

export function consentNeeded(question: ConsentQuestion, fileName: string): AppError {
  const why =
    question.column === null
      ? `The name “${fileName}” suggests that these people must not be emailed.`
      : `The column “${question.column}” may say who must not be emailed (${question.values.join(', ')}).`;
  return invalidField('consent', 'import.consentNeeded', `${why} Say who may be emailed before the import starts.`);
}

export function unknownSheet(name: string): AppError {
  return invalidField('sheet', 'import.unknownSheet', `The workbook has no sheet “${name}” with cells. Choose one of its sheets.`);
}

export function emptySheet(name: string): AppError {
  return invalidField('sheet', 'import.emptySheet', `The sheet “${name}” has no rows below its header. Choose another one.`);
}

export function notAWorkbook(field: string): AppError {
  return invalidField(field, 'import.notAWorkbook', 'Only a workbook has sheets and hidden rows; this file is none.');
}

/** The file was replaced behind the import: it is read anew for every run. */
export function sheetMissing(name: string, sheets: readonly { readonly name: string }[]): AppError {
  const there = sheets.map((sheet) => `“${sheet.name}”`).join(', ');
  return new AppError('import.sheetMissing', 422, `The workbook has no sheet “${name}”. It has ${there}. Upload it again.`);
}

export function importFileMissing(): AppError {
  return new AppError('import.fileMissing', 410, 'The uploaded file is no longer on the server. Upload it again.');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
