import type { ColumnTypes } from '../../columns.js';

/** Keys, retried requests, images, and workspaces that are about to be deleted. */
export function workspaceSafetyTables(t: ColumnTypes): string[] {
  return [
    // Until purge_at everything can be restored; all sending has stopped.
    `ALTER TABLE workspaces ADD COLUMN deleted_at ${t.time}`,
    `ALTER TABLE workspaces ADD COLUMN purge_at ${t.time}`,
    `CREATE INDEX idx_workspaces_purge_at ON workspaces(purge_at) WHERE purge_at IS NOT NULL`,
    // `key` (in the user's schema) holds the SHA-256 of the secret; `prefix` is the public part by which a key is looked up.
    `ALTER TABLE api_keys ADD COLUMN workspace_id ${t.text} REFERENCES workspaces(id) ON DELETE CASCADE`,
    `ALTER TABLE api_keys ADD COLUMN prefix ${t.text}`,
    `ALTER TABLE api_keys ADD COLUMN last_used_at ${t.time}`,
    `ALTER TABLE api_keys ADD COLUMN last_used_ip ${t.text}`,
    `ALTER TABLE api_keys ADD COLUMN last_used_route ${t.text}`,
    `ALTER TABLE api_keys ADD COLUMN replaced_by ${t.text}`,
    `ALTER TABLE api_keys ADD COLUMN revoked_at ${t.time}`,
    `CREATE UNIQUE INDEX uq_api_keys_prefix ON api_keys(prefix)`,
    `CREATE INDEX idx_api_keys_workspace ON api_keys(workspace_id, id)`,
    // A retried POST gets the stored answer and does not act twice. `response` is null while the first one is still running.
    `CREATE TABLE idempotency_keys (
      actor ${t.text} NOT NULL,
      idempotency_key ${t.text} NOT NULL,
      request_hash ${t.text} NOT NULL,
      status ${t.int},
      response ${t.json},
      created_at ${t.time} NOT NULL,
      expires_at ${t.time} NOT NULL,
      PRIMARY KEY (actor, idempotency_key)
    )`,
    `CREATE INDEX idx_idempotency_keys_expires_at ON idempotency_keys(expires_at)`,
    `CREATE TABLE assets (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      kind ${t.text} NOT NULL,
      content_type ${t.text} NOT NULL,
      width ${t.int} NOT NULL,
      height ${t.int} NOT NULL,
      content ${t.blob} NOT NULL,
      created_at ${t.time} NOT NULL
    )`,
    `CREATE INDEX idx_assets_workspace ON assets(workspace_id, kind, id)`,
  ];
}
