import type { ColumnTypes } from '../../columns.js';

/**
 * The audit log, made anew: nothing had been written to it before. Each row carries the hash of the one before it in its chain
 * (`chain`: the workspace, or `installation` for accounts), so a row that is changed, removed or slipped in is noticed. What the
 * hash covers must never change by itself: therefore `actor_id` beside `user_id`, which a deleted account sets to NULL.
 *
 * Every act of a person writes a row, so a tree less counts: the place in the chain is the primary key, the table on SQLite is that
 * key's own tree, and `id` is derived from it.
 */
export function auditTables(t: ColumnTypes, postgres: boolean): string[] {
  return [
    `DROP TABLE audit_logs`,
    `CREATE TABLE audit_logs (
      id ${t.text} GENERATED ALWAYS AS (chain || '.' || ${postgres ? 'seq::text' : 'seq'}) ${postgres ? 'STORED' : 'VIRTUAL'},
      user_id ${t.text} REFERENCES users(id) ON DELETE SET NULL,
      workspace_id ${t.text} REFERENCES workspaces(id) ON DELETE CASCADE,
      chain ${t.text} NOT NULL,
      seq ${t.int} NOT NULL,
      actor_type ${t.text} NOT NULL CHECK(actor_type IN ('user','key','job','public','system')),
      actor_id ${t.text},
      action ${t.text} NOT NULL,
      entity_type ${t.text},
      entity_id ${t.text},
      details ${t.json},
      ip_address ${t.text},
      request_id ${t.text},
      timestamp ${t.time} NOT NULL,
      prev_hash ${t.text} NOT NULL,
      hash ${t.text} NOT NULL,
      PRIMARY KEY (chain, seq)
    )${postgres ? '' : ' WITHOUT ROWID'}`,
    `CREATE INDEX idx_audit_logs_entity ON audit_logs(chain, entity_id, seq) WHERE entity_id IS NOT NULL`,
  ];
}
