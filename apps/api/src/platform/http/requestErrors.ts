import { AppError, invalidField } from './AppError.js';
import { requestLimits } from './requestLimits.js';

export const malformed = (): AppError =>
  new AppError('request.malformed', 400, 'The request could not be read. Send well-formed JSON with content type application/json.');

export const malformedUrl = (): AppError =>
  new AppError('request.malformedUrl', 400, 'The address of the request is not valid. Encode it as UTF-8 with percent signs.');

export const urlTooLong = (): AppError =>
  new AppError('request.urlTooLong', 414, `The address of the request is too long. Keep it below ${requestLimits.urlBytes} bytes.`);

export const headersTooLarge = (): AppError =>
  new AppError(
    'request.headersTooLarge',
    431,
    `The headers of the request are too large. Keep them below ${requestLimits.headerBytes} bytes; deleting this site's cookies may help.`,
  );

export const tooSlow = (): AppError => new AppError('request.tooSlow', 408, 'The request took too long to arrive. Send it again.');

export const tooLarge = (): AppError => new AppError('request.tooLarge', 413, 'The request is too large. Send less at once.');

export const tooLargeForStrangers = (): AppError =>
  new AppError(
    'request.tooLarge',
    413,
    `Without a session or an API key a request may have at most ${requestLimits.strangerBytes / 1024} KB. Send less, or sign in first.`,
  );

export const wrongMediaType = (): AppError =>
  new AppError('request.mediaType', 415, 'This address doesn’t accept that content type. Send application/json.');

export const tooDeep = (): AppError =>
  new AppError('request.tooDeep', 422, `The request is nested more than ${requestLimits.depth} levels deep. Send a flatter one.`);

export const tooManyValues = (): AppError =>
  new AppError(
    'request.tooManyValues',
    422,
    `The request holds more than ${requestLimits.nodes} keys and list entries. Split it into several.`,
  );

export const tooManyKeys = (): AppError =>
  new AppError('request.tooManyKeys', 422, `An object in the request has more than ${requestLimits.keys} keys. Send fewer fields.`);

export const tooManyParameters = (): AppError =>
  new AppError('request.tooManyParameters', 422, `The request has more than ${requestLimits.queryParameters} parameters. Send fewer.`);

export const unreadableText = (field: string): AppError =>
  invalidField(
    field,
    'field.unreadableText',
    'This text contains characters that can’t be stored (NUL or half of a surrogate pair). Remove them.',
  );

export const uploadTooLarge = (): AppError =>
  new AppError(
    'upload.tooLarge',
    413,
    'The file is larger than this server accepts. Split it, or ask your administrator to raise MAX_UPLOAD_MB.',
  );

export const uploadTooManyParts = (): AppError =>
  new AppError(
    'upload.tooManyParts',
    413,
    `The form has too many parts. Send one file and at most ${requestLimits.multipart.fields} fields.`,
  );

export const uploadMalformed = (): AppError =>
  new AppError('upload.malformed', 400, 'The upload could not be read. Send it again as multipart/form-data.');

export const requestAborted = (): AppError =>
  new AppError('request.aborted', 400, 'The connection closed before the whole request arrived. Send it again.');

export const notStorable = (cause: unknown): AppError =>
  new AppError(
    'request.notStorable',
    422,
    'A value in the request is outside the range that can be stored. Check numbers, dates and text lengths.',
    {
      cause,
    },
  );

export const routeNotFound = (): AppError =>
  new AppError('route.notFound', 404, 'There is nothing at this address. Check the path against /api/docs.');

export const methodNotAllowed = (method: string, allowed: readonly string[]): AppError =>
  new AppError('route.methodNotAllowed', 405, `This address does not support ${method}. Use ${allowed.join(', ')}.`, {
    details: { allowed },
  });
