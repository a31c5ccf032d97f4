import { AppError } from '../http/AppError.js';

export type WorkbookProblem = 'damaged' | 'protected' | 'tooLarge' | 'binary';

const SAVE_AGAIN = 'Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) or as CSV, and choose the new file.';

/** Why a workbook cannot be read, in words that a person can act on. */
export function workbookError(problem: WorkbookProblem, what = ''): AppError {
  switch (problem) {
    case 'protected':
      return new AppError(
        'workbook.protected',
        422,
        'This workbook is protected with a password. Open it in your spreadsheet program, remove the password, save it, and choose the new file.',
      );
    case 'binary':
      return new AppError('workbook.binary', 422, `This is a binary Excel workbook (.xlsb). ${SAVE_AGAIN}`);
    case 'tooLarge':
      return new AppError('workbook.tooLarge', 422, `This workbook can’t be read: ${what}. Save the sheet as CSV and import that file.`);
    case 'damaged':
      return new AppError('workbook.damaged', 422, `This workbook is damaged${what === '' ? '' : `: ${what}`}. ${SAVE_AGAIN}`);
  }
}
