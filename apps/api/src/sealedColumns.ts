import { parseStoredConfig } from './modules/providers/senderConfig.js';
import { secretPlace } from './modules/providers/senderSecrets.js';
import type { SealedColumn } from './platform/security/SealedRepository.js';

/**
 * Every column that holds values of SecretBox, for the rotation of keys. apps/api/test/secretRotation.e2e.test.ts looks through all
 * tables for one that is missing here.
 */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'workspace_email_providers',
    idColumn: 'id',
    column: 'config_json',
    find: (id, stored) => {
      const config = parseStoredConfig(stored);
      return Object.entries(config.secrets).map(([key, sealed]) => ({ place: secretPlace(id, key, config), sealed }));
    },
  },
  {
    table: 'two_factor',
    idColumn: 'user_id',
    column: 'secret',
    find: (userId, sealed) => [{ place: `two_factor.secret.${userId}`, sealed }],
  },
  {
    table: 'system_mails',
    idColumn: 'id',
    column: 'raw',
    find: (id, sealed) => [{ place: `system_mails.raw/${id}`, sealed }],
  },
  // Not here: idempotency_keys.response and the payloads of waiting mail jobs live for a day at most, and the old keys stay readable.
];
