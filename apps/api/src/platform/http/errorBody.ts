import type { AppError, FieldError } from './AppError.js';
import { requestLimits } from './requestLimits.js';
import { shortText } from './shortText.js';

interface ErrorBody {
  code: string;
  message: string;
  requestId: string;
  fields?: readonly FieldError[];
  /** How many fields need attention, where more do than are listed. */
  fieldCount?: number;
  details?: Readonly<Record<string, unknown>>;
}

const { bytes, fields: FIELDS, pathLength, messageLength } = requestLimits.error;

/** The envelope of a refusal. It repeats what was sent only in part, so that no request gets back much more than it brought. */
export function errorBody(error: AppError, requestId: string): { data: null; error: ErrorBody } {
  const body: ErrorBody = { code: error.code, message: shortText(error.message, messageLength), requestId };
  if (error.fields.length > 0) body.fields = error.fields.slice(0, FIELDS).map(shortened);
  if (error.fieldCount > FIELDS) body.fieldCount = error.fieldCount;
  if (Object.keys(error.details).length > 0) body.details = error.details;
  while (body.fields && body.fields.length > 1 && isTooLarge(body.fields)) body.fields = body.fields.slice(0, -1);
  if (body.details && isTooLarge(body.details)) delete body.details;
  return { data: null, error: body };
}

function shortened({ field, code, message }: FieldError): FieldError {
  return { field: shortText(field, pathLength), code, message: shortText(message, messageLength) };
}

function isTooLarge(part: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(part)) > bytes / 2 - messageLength * 3;
}
