import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, type FieldError } from './AppError.js';
import { rememberValidationRules } from './rememberValidationRules.js';

/** class-validator on everything that comes in; unknown properties are an error, not ignored. */
export function createValidationPipe(): ValidationPipe {
  rememberValidationRules();
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => validationFailed(errors),
  });
}

export function validationFailed(errors: readonly ValidationError[]): AppError {
  const fields = errors.flatMap((error) => fieldErrors(error, ''));
  const first = fields[0];
  const message =
    fields.length === 1 && first
      ? first.message
      : `${fields.length} fields need attention: ${fields
          .slice(0, 5)
          .map((f) => f.field)
          .join(', ')}.`;
  return new AppError('request.invalid', 422, message, { fields });
}

function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const field = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    code: rule === 'whitelistValidation' ? 'field.unknown' : `field.${rule}`,
    message: rule === 'whitelistValidation' ? `"${field}" is not a field of this request. Remove it.` : sentence(message),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, field))];
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
