const REDACTED = '[redacted]';
const SECRET_NAME = /password|secret|token|authorization|cookie|api_?key|recovery_?code|totp|credential/i;
const MAX_TEXT = 500;

/** What differs between two states of a record, field by field, or the whole of the one that is given. */
export function changesBetween(before: object | undefined, after: object | undefined): object {
  if (!before && !after) return {};
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

/** Values behind names that mean secrets are not kept, at any depth; long texts are cut. */
export function redacted(value: unknown, name = ''): unknown {
  if (SECRET_NAME.test(name) && value !== null && value !== undefined && typeof value !== 'boolean') return REDACTED;
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redacted(inner, key)]));
  }
  return value;
}
