import { applyDecorators } from '@nestjs/common';
import { readEmail } from '@rapport/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  maxLength,
  Min,
  minLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isDay, isInstant, lacksZone } from '../time/moments.js';

/** What every field may say. `optional`: may be left out. `nullable`: may be null. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  /** Surrounding white space is part of the value (bodies, passwords). */
  readonly keepWhitespace?: boolean;
}

export interface NumberOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  readonly default?: number;
}

type ClassOf = new () => object;

// Swagger takes a function for a late-bound class only when it is called "type", hence `type: () => type()` below.

/** Text; trimmed unless told otherwise. */
export function TextField(options: TextOptions = {}): PropertyDecorator {
  const { min, max = 500, keepWhitespace = false } = options;
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: String, maxLength: max, ...(min ? { minLength: min } : {}) })),
    ...(keepWhitespace ? [] : [Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))]),
    IsString({ message: '$property must be text' }),
    ...(min
      ? [LeastLength(min, { message: min === 1 ? '$property must not be empty' : `$property needs at least ${min} characters` })]
      : []),
    MostLength(max, { message: `$property may have at most ${max} characters` }),
  );
}

/** A date and a time without a zone, such as 2026-11-24T09:00. Whether it is one, its service asks `isWallTime`. */
export function WallTimeField(options: FieldOptions = {}): PropertyDecorator {
  return TextField({ max: 16, example: '2026-11-24T09:00', ...options });
}

/** The name of a time zone. Whether it is one, its service asks `isTimeZone`. */
export function TimeZoneField(options: FieldOptions = {}): PropertyDecorator {
  return TextField({ max: 60, ...options });
}

/** One email address; what copying, pasting and other programs put around it is taken off (libs/common `readEmail`). */
export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: String, format: 'email', maxLength: 254 })),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? readAddress(value) : value)),
    ValidateBy(
      { name: 'isEmail', validator: { validate: (value) => typeof value === 'string' && 'email' in readEmail(value) } },
      { message: ({ value }) => emailProblem(value) },
    ),
  );
}

export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: String, format: 'uuid' })),
    IsUUID(undefined, { message: '$property must be an id' }),
  );
}

export function IdListField(options: FieldOptions & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 1000;
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: max })),
    IsArray({ message: '$property must be a list of ids' }),
    ArrayMaxSize(max, { message: `$property may hold at most ${max} ids` }),
    IsUUID(undefined, { each: true, message: '$property must hold ids only' }),
  );
}

export function TextListField(options: FieldOptions & { maxItems?: number; max?: number } = {}): PropertyDecorator {
  const { maxItems = 200, max = 500 } = options;
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: 'array', items: { type: 'string', maxLength: max }, maxItems })),
    IsArray({ message: '$property must be a list' }),
    ArrayMaxSize(maxItems, { message: `$property may hold at most ${maxItems} entries` }),
    IsString({ each: true, message: '$property must hold text only' }),
    MostLength(max, { each: true, message: `each entry of $property may have at most ${max} characters` }),
  );
}

/** A whole number. In a query string its text is read as a number. */
export function IntField(options: NumberOptions = {}): PropertyDecorator {
  return numeric(options, 'integer', IsInt({ message: '$property must be a whole number' }));
}

export function NumberField(options: NumberOptions = {}): PropertyDecorator {
  return numeric(options, 'number', IsNumber({}, { message: '$property must be a number' }));
}

/** True or false. In a query string `true` and `false` are read. */
export function BoolField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: Boolean })),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => readBoolean(obj[key])),
    IsBoolean({ message: '$property must be true or false' }),
  );
}

export function EnumField(values: readonly string[], options: FieldOptions & { name?: string } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    // OpenAPI 3.0: a nullable enum has to list null, or its type has none.
    ApiProperty(
      describe(options, {
        type: String,
        enum: options.nullable ? [...values, null] : [...values],
        ...(options.name ? { enumName: options.name } : {}),
      }),
    ),
    IsIn(values, { message: `$property must be one of: ${values.join(', ')}` }),
  );
}

/** A list of some of `values`, each at most once. */
export function EnumListField(values: readonly string[], options: FieldOptions & { name?: string; min?: number } = {}): PropertyDecorator {
  const { min = 0, name } = options;
  return applyDecorators(
    ...presence(options),
    ApiProperty(
      describe(options, {
        type: 'array',
        items: { type: 'string', enum: [...values] },
        maxItems: values.length,
        ...(min ? { minItems: min } : {}),
        ...(name ? { enum: [...values], enumName: name, isArray: true } : {}),
      }),
    ),
    IsArray({ message: '$property must be a list' }),
    ArrayMinSize(min, { message: `$property needs at least ${min} entry` }),
    ArrayMaxSize(values.length, { message: `$property may hold at most ${values.length} entries` }),
    IsIn(values, { each: true, message: `$property may hold only: ${values.join(', ')}` }),
  );
}

/** A moment: ISO 8601 with `Z` or an offset, answered in UTC with `Z`. Without either it would depend on where the server is. */
export function DateTimeField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: String, format: 'date-time' })),
    ValidateBy(
      { name: 'isMoment', validator: { validate: (value) => typeof value === 'string' && isInstant(value) } },
      { message: ({ value }) => momentProblem(value, '') },
    ),
  );
}

/** A moment to filter by: as above, or a day, which begins where the workspace is. The service reads it with `WorkspaceService.momentOf`. */
export function MomentField(options: FieldOptions = {}): PropertyDecorator {
  const description = [options.description, 'A time with Z or an offset, or a day, which begins in the time zone of the workspace']
    .filter(Boolean)
    .join('. ');
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe({ ...options, description }, { type: String, example: '2026-01-31' })),
    // In a query string, a + that was not encoded arrives as a blank.
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().replace(/ (?=\d{2}:\d{2}$)/, '+') : value)),
    ValidateBy(
      { name: 'isMoment', validator: { validate: (value) => typeof value === 'string' && (isDay(value) || isInstant(value)) } },
      { message: ({ value }) => momentProblem(value, ', or a day such as 2026-01-31') },
    ),
  );
}

/**
 * MaxLength and MinLength of class-validator look for pairs of surrogates, of which megabytes hold up the event loop for a tenth of a
 * second. A text has at least half as many characters as units: one that is far too long, or long enough, need not be counted.
 */
function MostLength(max: number, options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && value.length <= 2 * max && maxLength(value, max);
  return ValidateBy({ name: 'maxLength', constraints: [max], validator: { validate } }, options);
}

function LeastLength(min: number, options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && (value.length >= 2 * min || minLength(value, min));
  return ValidateBy({ name: 'minLength', constraints: [min], validator: { validate } }, options);
}

function momentProblem(value: unknown, alternative: string): string {
  return typeof value === 'string' && lacksZone(value)
    ? `$property lacks its time zone: end it with Z or an offset such as +02:00${alternative && ', or give only the day'}`
    : `$property must be a time that exists, such as 2026-01-31T09:00:00Z${alternative}`;
}

export function NestedField(type: () => ClassOf, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: () => type() })),
    IsObject({ message: '$property must be an object' }),
    ValidateNested(),
    Type(type),
  );
}

export function NestedListField(type: () => ClassOf, options: FieldOptions & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 1000;
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: () => type(), isArray: true })),
    IsArray({ message: '$property must be a list' }),
    ArrayMaxSize(max, { message: `$property may hold at most ${max} entries` }),
    // A list inside the list would pass as one of its entries.
    IsObject({ each: true, message: 'each entry of $property must be an object' }),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** An object whose keys the caller chooses (custom field values, settings). The service validates what is inside. */
export function RecordField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ApiProperty(describe(options, { type: 'object', additionalProperties: true })),
    IsObject({ message: '$property must be an object' }),
  );
}

function numeric(options: NumberOptions, type: 'integer' | 'number', check: PropertyDecorator): PropertyDecorator {
  const { min, max } = options;
  return applyDecorators(
    ...presence(options),
    ApiProperty(
      describe(options, {
        type,
        ...(min === undefined ? {} : { minimum: min }),
        ...(max === undefined ? {} : { maximum: max }),
        ...(options.default === undefined ? {} : { default: options.default }),
      }),
    ),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value)),
    check,
    ...(min === undefined ? [] : [Min(min, { message: `$property must be at least ${min}` })]),
    ...(max === undefined ? [] : [Max(max, { message: `$property must be at most ${max}` })]),
  );
}

function presence(options: FieldOptions): PropertyDecorator[] {
  if (options.optional && options.nullable) return [IsOptional()];
  if (options.optional) return [ValidateIf((_object: object, value: unknown) => value !== undefined)];
  if (options.nullable) return [ValidateIf((_object: object, value: unknown) => value !== null)];
  return [];
}

function describe(options: FieldOptions, schema: ApiPropertyOptions): ApiPropertyOptions {
  return {
    ...schema,
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
    ...(options.description ? { description: options.description } : {}),
    ...(options.example === undefined ? {} : { example: options.example }),
  } as ApiPropertyOptions;
}

function readAddress(text: string): string {
  const reading = readEmail(text);
  return 'email' in reading ? reading.email.address : text.trim();
}

function emailProblem(value: unknown): string {
  const reading = typeof value === 'string' ? readEmail(value) : null;
  return reading && 'problem' in reading ? reading.problem.reason : '$property must be an email address such as ann@example.com';
}

function readBoolean(value: unknown): unknown {
  if (value === 'true') return true;
  if (value === 'false') return false;
  return value;
}
