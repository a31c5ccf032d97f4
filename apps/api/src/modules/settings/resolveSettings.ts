import { definitionOf, isSettingKey, type SettingKey, type SettingScope } from './settingDefinitions.js';
import type { SettingRow } from './SettingRepository.js';

export const SETTING_SOURCES = ['workspace', 'user', 'global', 'environment', 'default'] as const;
export type SettingSource = (typeof SETTING_SOURCES)[number];

/** A value and where it comes from; beside it what would hold if it were not set here. */
export interface ResolvedSetting {
  readonly key: SettingKey;
  readonly value: string | null;
  readonly source: SettingSource;
  readonly inheritedValue: string | null;
  readonly inheritedSource: SettingSource;
}

/** From the narrowest to the widest. */
const ORDER: readonly SettingScope[] = ['workspace', 'user', 'global'];

/** Stored values by scope; what is no longer a setting, or no longer valid, is as good as not set. */
export type StoredSettings = ReadonlyMap<SettingScope, ReadonlyMap<SettingKey, string>>;

export function storedSettings(rows: readonly SettingRow[]): StoredSettings {
  const stored = new Map<SettingScope, Map<SettingKey, string>>(ORDER.map((scope) => [scope, new Map<SettingKey, string>()]));
  for (const { scope, key, value } of rows) {
    const text = isSettingKey(key) ? textOf(value) : null;
    const valid = isSettingKey(key) && text !== null && definitionOf(key).scopes.includes(scope) ? definitionOf(key).type.read(text) : null;
    if (isSettingKey(key) && valid !== null) stored.get(scope)?.set(key, valid);
  }
  return stored;
}

/**
 * Seen from `scope`: a person's page shows what they set or inherit from the installation, a workspace's also what the person set.
 * `environment` is what the operator fixed outside; it wins over everything.
 */
export function resolveSetting(
  key: SettingKey,
  scope: SettingScope,
  stored: StoredSettings,
  environment: ReadonlyMap<SettingKey, string>,
): ResolvedSetting {
  const fixed = environment.get(key);
  if (fixed !== undefined) return { key, value: fixed, source: 'environment', inheritedValue: fixed, inheritedSource: 'environment' };
  const visible = ORDER.slice(ORDER.indexOf(scope));
  const own = firstOf(key, visible, stored);
  const inherited = firstOf(key, visible.slice(1), stored);
  return { key, value: own.value, source: own.source, inheritedValue: inherited.value, inheritedSource: inherited.source };
}

function firstOf(
  key: SettingKey,
  scopes: readonly SettingScope[],
  stored: StoredSettings,
): { value: string | null; source: SettingSource } {
  for (const scope of scopes) {
    const value = stored.get(scope)?.get(key);
    if (value !== undefined) return { value, source: scope };
  }
  return { value: definitionOf(key).default, source: 'default' };
}

function textOf(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
