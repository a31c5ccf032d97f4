import { createHash } from 'node:crypto';
import { descriptorOf, type ConfigValue, type ConfigValues, type SenderType } from '@rapport/providers';
import type { SecretBox } from '../../platform/security/SecretBox.js';
import { parseStoredConfig, type StoredConfig } from './senderConfig.js';

/** Checked settings as they are stored: each secret sealed for its row, its field and the settings it belongs to. */
export function sealConfig(box: SecretBox, rowId: string, type: SenderType, values: ConfigValues, mayBePrivate: boolean): StoredConfig {
  const plain: Record<string, ConfigValue> = {};
  const secrets: Record<string, string> = {};
  const boundTo: Record<string, readonly string[]> = {};
  for (const field of descriptorOf(type).fields) {
    const value = values[field.key] ?? null;
    if (!field.secret) plain[field.key] = value;
    else if (typeof value === 'string' && value !== '') {
      secrets[field.key] = value;
      boundTo[field.key] = field.boundTo;
    }
  }
  const places = { values: plain, boundTo };
  const sealed = Object.entries(secrets).map(([key, value]) => [key, box.seal(value, secretPlace(rowId, key, places))]);
  return { values: plain, secrets: Object.fromEntries(sealed), boundTo, mayBePrivate };
}

/** The secrets of stored settings; throws `secret.unreadable` when a row was altered after its secret was sealed. */
export function openSecrets(box: SecretBox, rowId: string, config: string): Record<string, string> {
  const stored = parseStoredConfig(config);
  return Object.fromEntries(
    Object.entries(stored.secrets).map(([key, sealed]) => [key, box.open(sealed, secretPlace(rowId, key, stored))]),
  );
}

/**
 * What a sealed secret is bound to: its row, its field, and the names and values of the settings that decide where it is sent. So it
 * opens nowhere else, and not after somebody has written another host beside it. Secrets from before this rule have no `boundTo`
 * until `BindStoredSecrets` has sealed them anew.
 */
export function secretPlace(rowId: string, key: string, { values, boundTo }: Pick<StoredConfig, 'values' | 'boundTo'>): string {
  const place = `workspace_email_providers.config_json/${rowId}/${key}`;
  const names = boundTo[key];
  if (!names) return place;
  const settings = names.map((name) => [name, values[name] ?? null]);
  return `${place}/${createHash('sha256').update(JSON.stringify(settings)).digest('base64url')}`;
}
