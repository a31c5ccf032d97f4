import { parseStoredConfig } from './modules/providers/senderConfig.js';
import { earlierPlace } from './modules/providers/senderSecretPlaces.js';
import { secretPlace } from './modules/settings/public.js';
import type { SealedColumn } from './platform/security/SealedRepository.js';

/**
 * Every column that holds values of SecretBox, for the rotation of keys. apps/api/test/secretRotation.e2e.test.ts looks through all
 * tables for one that is missing here.
 */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'workspace_secrets',
    idColumn: 'id',
    column: 'sealed',
    placeColumns: ['workspace_id', 'name', 'subject', 'binding'],
    find: ({ stored, workspace_id: workspaceId = '', name = '', subject = '', binding = '' }) => [
      { place: secretPlace({ workspaceId, name, subject, binding }), sealed: stored },
    ],
  },
  {
    // Until the first start of this version has moved them to workspace_secrets.
    table: 'sender_accounts',
    idColumn: 'id',
    column: 'settings_json',
    find: ({ id, stored }) => {
      const config = parseStoredConfig(stored);
      return Object.entries(config.secrets).map(([key, sealed]) => ({ place: earlierPlace(id, key, config), sealed }));
    },
  },
  {
    table: 'two_factor',
    idColumn: 'user_id',
    column: 'secret',
    find: ({ id, stored }) => [{ place: `two_factor.secret.${id}`, sealed: stored }],
  },
  {
    table: 'system_mails',
    idColumn: 'id',
    column: 'raw',
    find: ({ id, stored }) => [{ place: `system_mails.raw/${id}`, sealed: stored }],
  },
  // Not here: idempotency_keys.response and the payloads of waiting mail jobs live for a day at most, and the old keys stay readable.
];
