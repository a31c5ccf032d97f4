import { createHash } from 'node:crypto';
import { descriptorOf, type ConfigValues, type ProviderDescriptor, type SenderType } from '@rapport/providers';
import type { StoredConfig } from './senderConfig.js';

/** What the secret of a field is called in the store. */
export function nameOf(type: string, key: string): string {
  return `${type}.${key}`;
}

/** Checked settings as they are stored: everything but the secrets, and for each of those the settings that it belongs to. */
export function storedConfigOf(type: SenderType, values: ConfigValues, mayBePrivate: boolean): StoredConfig {
  return storedConfigFor(descriptorOf(type), values, mayBePrivate);
}

export function storedConfigFor({ fields }: ProviderDescriptor, values: ConfigValues, mayBePrivate: boolean): StoredConfig {
  const plain = fields.filter(({ secret }) => !secret).map(({ key }) => [key, values[key] ?? null] as const);
  const boundTo = fields.flatMap((field) => (field.secret && values[field.key] ? [[field.key, field.boundTo] as const] : []));
  return { values: Object.fromEntries(plain), secrets: {}, boundTo: Object.fromEntries(boundTo), mayBePrivate };
}

/** Where versions before workspace_secrets sealed a secret: their first start moves it, until then it opens as before. */
export function earlierPlace(rowId: string, key: string, config: Pick<StoredConfig, 'values' | 'boundTo'>): string {
  const binding = bindingOf(config, key);
  return [`workspace_email_providers.config_json/${rowId}/${key}`, ...(binding ? [binding] : [])].join('/');
}

/**
 * The names and values of the settings that decide where a secret is sent (docs/adr/0046): it does not open after someone has written
 * another host beside it.
 */
export function bindingOf({ values, boundTo }: Pick<StoredConfig, 'values' | 'boundTo'>, key: string): string {
  const names = boundTo[key];
  if (!names) return '';
  const settings = names.map((name) => [name, values[name] ?? null]);
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url');
}
