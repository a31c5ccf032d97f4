import type { AppError } from './AppError.js';
import { isStorable } from '../database/isStorable.js';
import { requestLimits } from './requestLimits.js';
import { tooDeep, tooManyKeys, tooManyValues, unreadableText } from './requestErrors.js';

/**
 * Refuses input that is too deep or too much, before anything recursive sees it, and text that PostgreSQL cannot store: NUL, and
 * halves of surrogate pairs, which also make URI functions throw. Without recursion, so that its own stack has no limit to hit.
 */
export function problemWithInput(input: unknown): AppError | null {
  if (input === undefined || input === null) return null;
  const stack: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  let nodes = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') {
      if (!isStorable(value)) return unreadableText(path);
      continue;
    }
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth >= requestLimits.depth) return tooDeep();
    const keys = Object.keys(value);
    if (keys.length > requestLimits.keys && !Array.isArray(value)) return tooManyKeys();
    nodes += keys.length;
    if (nodes > requestLimits.nodes) return tooManyValues();
    for (const key of keys) {
      if (!isStorable(key)) return unreadableText(path);
      stack.push({ value: (value as Record<string, unknown>)[key], path: path ? `${path}.${key}` : key, depth: depth + 1 });
    }
  }
  return null;
}
