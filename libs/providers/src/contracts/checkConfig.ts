import type { ConfigField, ConfigProblem, ConfigValue, ConfigValues, ProviderDescriptor } from './ProviderDescriptor.js';

export type CheckedConfig = { ok: true; values: ConfigValues } | { ok: false; problems: ConfigProblem[] };

const MOST_CHARACTERS = 1000;

/**
 * Checks what a person typed against the descriptor, fills in defaults and names every problem at once. `kept`: secrets that stay as they
 * are stored; they were checked when they were entered, and are null here.
 */
export function checkConfig(
  descriptor: ProviderDescriptor,
  input: Readonly<Record<string, unknown>>,
  kept: ReadonlySet<string> = new Set(),
): CheckedConfig {
  const problems: ConfigProblem[] = [];
  const values: Record<string, ConfigValue> = {};
  const known = new Set(descriptor.fields.map((field) => field.key));
  for (const key of Object.keys(input)) {
    if (!known.has(key)) problems.push({ field: key, code: 'unknown', message: `${descriptor.label} has no setting "${key}".` });
  }
  for (const field of descriptor.fields) {
    const isKept = kept.has(field.key) || !isAskedFor(field, values);
    const read: FieldResult = isKept ? { value: null } : readField(field, input[field.key]);
    if (read.problem) problems.push({ field: field.key, ...read.problem });
    else values[field.key] = read.value;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values };
}

/** Whether the settings that were chosen so far leave room for this one. */
export function isAskedFor({ onlyWhen }: ConfigField, values: ConfigValues): boolean {
  return onlyWhen === undefined || values[onlyWhen.key] === onlyWhen.is;
}

type FieldResult = { value: ConfigValue; problem?: undefined } | { problem: Omit<ConfigProblem, 'field'> };

function readField(field: ConfigField, raw: unknown): FieldResult {
  const isAbsent = raw === undefined || raw === null || raw === '';
  if (isAbsent && field.default !== undefined) return { value: field.default };
  if (isAbsent && field.required) return { problem: { code: 'required', message: `${field.label} is needed.` } };
  if (isAbsent) return { value: null };
  switch (field.kind) {
    case 'boolean':
      return typeof raw === 'boolean' ? { value: raw } : invalid(`${field.label} must be on or off.`);
    case 'number':
      return readNumber(field, raw);
    case 'select':
      return field.options?.some((option) => option.value === raw)
        ? { value: String(raw) }
        : invalid(`${field.label} must be one of: ${(field.options ?? []).map((option) => option.label).join(', ')}.`);
    case 'text':
    case 'password':
      return readText(field, raw);
  }
}

function readNumber(field: ConfigField, raw: unknown): FieldResult {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = field;
  if (typeof raw !== 'number' || !Number.isInteger(raw) || raw < min || raw > max) {
    return invalid(`${field.label} must be a whole number between ${min} and ${max}.`);
  }
  return { value: raw };
}

function readText(field: ConfigField, raw: unknown): FieldResult {
  if (typeof raw !== 'string') return invalid(`${field.label} must be text.`);
  if (raw.length > (field.maxLength ?? MOST_CHARACTERS)) return invalid(`${field.label} is too long.`);
  const line = field.isMultiline ? raw.replace(/[\r\n\t]/g, ' ') : raw;
  // A line break or NUL in a setting would end up in a protocol line.
  if (/[\u0000-\u001f\u007f]/.test(line)) return invalid(`${field.label} must not contain line breaks or control characters.`);
  const value = field.kind === 'password' ? raw : raw.trim();
  const problem = field.check?.(value) ?? null;
  return problem === null ? { value } : invalid(problem);
}

function invalid(message: string): FieldResult {
  return { problem: { code: 'invalid', message } };
}
