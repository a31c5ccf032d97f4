import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, type FieldError } from './AppError.js';
import { requestLimits } from './requestLimits.js';
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

/** Only the first fields are described: of thousands nobody reads more, and describing them would take longer than finding them. */
export function validationFailed(errors: readonly ValidationError[]): AppError {
  const fields: FieldError[] = [];
  const fieldCount = errors.reduce((count, error) => count + collect(error, '', fields), 0);
  const first = fields[0];
  const message =
    fieldCount === 1 && first
      ? first.message
      : `${fieldCount} fields need attention: ${fields
          .slice(0, 5)
          .map((f) => f.field)
          .join(', ')}${fieldCount > 5 ? ', …' : '.'}`;
  return new AppError('request.invalid', 422, message, { fields, fieldCount });
}

/** Adds what there is room for; answers how many there are. */
function collect(error: ValidationError, parent: string, into: FieldError[]): number {
  const field = parent ? `${parent}.${error.property}` : error.property;
  const constraints = Object.entries(error.constraints ?? {});
  for (const [rule, message] of constraints) if (into.length < requestLimits.error.fields) into.push(fieldError(field, rule, message));
  return (error.children ?? []).reduce((count, child) => count + collect(child, field, into), constraints.length);
}

function fieldError(field: string, rule: string, message: string): FieldError {
  const isUnknown = rule === 'whitelistValidation';
  const name = field.slice(0, requestLimits.error.pathLength);
  return {
    field,
    code: isUnknown ? 'field.unknown' : `field.${rule}`,
    message: isUnknown ? `"${name}" is not a field of this request. Remove it.` : sentence(message),
  };
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
