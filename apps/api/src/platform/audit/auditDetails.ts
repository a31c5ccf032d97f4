const REDACTED = '[redacted]';
const SECRET_NAME = /password|secret|token|authorization|cookie|api_?key|recovery_?code|totp|credential/i;
const MAX_TEXT = 500;
const MAX_REMEMBERED = 1_000;

/** What differs between two states of a record, field by field, or the whole of the one that is given; null where there is none. */
export function changesBetween(before: object | undefined, after: object | undefined): object | null {
  if (!before && !after) return null;
  if (!before) return { after };
  if (!after) return { before };
  const old = before as Record<string, unknown>;
  const fresh = after as Record<string, unknown>;
  const changes: Record<string, { before: unknown; after: unknown }> = {};
  for (const name of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    if (JSON.stringify(old[name]) !== JSON.stringify(fresh[name]))
      changes[name] = { before: old[name] ?? null, after: fresh[name] ?? null };
  }
  return { changes };
}

/** The JSON of details; null when there are none. Values behind names that mean secrets are not kept, at any depth; long texts are cut. */
export function detailsJson(details: object): string | null {
  // With a function at every value JSON.stringify is several times slower; most details hold nothing that needs it.
  const json = needsRedaction(details) ? JSON.stringify(details, redact) : JSON.stringify(details);
  return json === '{}' ? null : json;
}

function needsRedaction(value: unknown): boolean {
  if (typeof value === 'string') return value.length > MAX_TEXT;
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  for (const name in record) if (isSecretName(name) || needsRedaction(record[name])) return true;
  return false;
}

const secretNames = new Map<string, boolean>();

function redact(name: string, value: unknown): unknown {
  if (isSecretName(name) && value !== null && value !== undefined && typeof value !== 'boolean') return REDACTED;
  return typeof value === 'string' && value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
}

/** Names of fields are few; names that people chose (custom fields) are not remembered without end. */
function isSecretName(name: string): boolean {
  const known = secretNames.get(name);
  if (known !== undefined) return known;
  const isSecret = SECRET_NAME.test(name);
  if (secretNames.size < MAX_REMEMBERED) secretNames.set(name, isSecret);
  return isSecret;
}
