import type { ColumnTypes } from '../../columns.js';

/** Contacts, their fields and lists, consent, and the timeline. */
export function contactTables(t: ColumnTypes, postgres: boolean): string[] {
  return [
    `CREATE TABLE import_jobs (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${t.text} REFERENCES users(id) ON DELETE SET NULL,
      file_name ${t.text} NOT NULL,
      file_size ${t.int} NOT NULL,
      status ${t.text} NOT NULL CHECK(status IN ('uploaded','running','completed','cancelled','failed')),
      encoding ${t.text},
      delimiter ${t.text},
      has_header ${t.bool(true)},
      preset ${t.text},
      columns_json ${t.json},
      sample_json ${t.json},
      options_json ${t.json},
      total_rows ${t.int},
      processed_rows ${t.int} NOT NULL DEFAULT 0,
      bytes_processed ${t.int} NOT NULL DEFAULT 0,
      created_count ${t.int} NOT NULL DEFAULT 0,
      updated_count ${t.int} NOT NULL DEFAULT 0,
      unchanged_count ${t.int} NOT NULL DEFAULT 0,
      rejected_count ${t.int} NOT NULL DEFAULT 0,
      checkpoint_json ${t.json},
      error_code ${t.text},
      error_message ${t.text},
      created_at ${t.time} NOT NULL,
      started_at ${t.time},
      finished_at ${t.time}
    )`,
    `CREATE INDEX idx_import_jobs_workspace ON import_jobs(workspace_id, id)`,
    `CREATE TABLE import_rejects (
      import_id ${t.text} NOT NULL REFERENCES import_jobs(id) ON DELETE CASCADE,
      row_number ${t.int} NOT NULL,
      line ${t.int} NOT NULL,
      column_name ${t.text},
      code ${t.text} NOT NULL,
      reason ${t.text} NOT NULL,
      raw ${t.text} NOT NULL,
      PRIMARY KEY (import_id, row_number)
    )`,
    // Uniqueness of addresses is over live rows by their normalised keys (indexes below), so that a contact can be restored
    // from the trash and Ann@x.org is the same person as ann@x.org. SQLite's search index points to rows by number, and only
    // a declared integer key keeps its numbers through VACUUM; a text primary key would be a plain unique index there anyway.
    `CREATE TABLE base_contacts (
      ${postgres ? `id ${t.text} PRIMARY KEY` : 'search_id INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE'},
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      created_on ${t.time} NOT NULL DEFAULT ${t.now},
      first_name ${t.text},
      last_name ${t.text},
      primary_email ${t.text},
      primary_phone ${t.text},
      company ${t.text},
      email_key ${t.text},
      phone_e164 ${t.text},
      sort_name ${t.text},
      sort_company ${t.text},
      search_text ${t.text} NOT NULL DEFAULT '',
      source_import_id ${t.text},
      created_by ${t.text},
      updated_at ${t.time} NOT NULL,
      version ${t.int} NOT NULL DEFAULT 1,
      deleted_at ${t.time}
    )`,
    `CREATE UNIQUE INDEX uq_base_contacts_email ON base_contacts(workspace_id, email_key) WHERE deleted_at IS NULL AND email_key IS NOT NULL`,
    `CREATE UNIQUE INDEX uq_base_contacts_phone ON base_contacts(workspace_id, phone_e164) WHERE deleted_at IS NULL AND phone_e164 IS NOT NULL`,
    `CREATE INDEX idx_base_contacts_workspace_id ON base_contacts(workspace_id, id)`,
    ...contactSortIndexes(),
    ...(postgres
      ? [
          'CREATE EXTENSION IF NOT EXISTS pg_trgm',
          'CREATE INDEX idx_base_contacts_search ON base_contacts USING gin (search_text gin_trgm_ops)',
        ]
      : sqliteSearchIndex()),
    `CREATE TABLE custom_field_definitions (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} REFERENCES users(id) ON DELETE CASCADE,
      workspace_id ${t.text} REFERENCES workspaces(id) ON DELETE CASCADE,
      field_name ${t.text} NOT NULL,
      label ${t.text} NOT NULL,
      field_type ${t.text} DEFAULT 'text',
      options_json ${t.json},
      is_required ${t.bool(false)},
      default_value ${t.text},
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      UNIQUE(user_id, workspace_id, field_name)
    )`,
    `CREATE UNIQUE INDEX idx_cfd_user_global ON custom_field_definitions(user_id, field_name) WHERE workspace_id IS NULL`,
    `CREATE UNIQUE INDEX idx_cfd_workspace ON custom_field_definitions(workspace_id, field_name) WHERE workspace_id IS NOT NULL`,
    `CREATE TABLE custom_fields (
      id ${t.text} PRIMARY KEY,
      contact_id ${t.text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      definition_id ${t.text} REFERENCES custom_field_definitions(id) ON DELETE CASCADE,
      field_name ${t.text} NOT NULL,
      field_value ${t.text},
      value_number ${t.real},
      field_type ${t.text} DEFAULT 'text',
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      updated_at ${t.time} NOT NULL DEFAULT ${t.now}
    )`,
    // One index is both the rule (a value per contact and field) and the way to a contact's values: an import writes each index.
    `CREATE UNIQUE INDEX idx_custom_fields_contact_id ON custom_fields(contact_id, field_name)`,
    `CREATE INDEX idx_custom_fields_definition_id ON custom_fields(definition_id)`,
    `CREATE TABLE contact_lists (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      name ${t.text} NOT NULL,
      is_primary ${t.bool(false)},
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      UNIQUE(workspace_id, name)
    )`,
    `CREATE TABLE contact_list_assignments (
      contact_id ${t.text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      list_id ${t.text} NOT NULL REFERENCES contact_lists(id) ON DELETE CASCADE,
      assigned_at ${t.time} NOT NULL DEFAULT ${t.now},
      PRIMARY KEY (contact_id, list_id)
    )`,
    `CREATE INDEX idx_contact_list_assignments_contact_id ON contact_list_assignments(contact_id)`,
    `CREATE INDEX idx_contact_list_assignments_list_id ON contact_list_assignments(list_id, contact_id)`,
    `CREATE TABLE communication_logs (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      contact_id ${t.text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      type ${t.text} NOT NULL CHECK(type IN ('email','text','call','ai','stage_change','note','system')),
      content ${t.json} NOT NULL,
      timestamp ${t.time} NOT NULL DEFAULT ${t.now},
      status ${t.text},
      user_id ${t.text} REFERENCES users(id) ON DELETE SET NULL,
      campaign_id ${t.text},
      sent_message_id ${t.text}
    )`,
    `CREATE INDEX idx_communication_logs_contact_id ON communication_logs(contact_id, timestamp, id)`,
    `CREATE INDEX idx_communication_logs_workspace ON communication_logs(workspace_id, timestamp, id)`,
    `CREATE TABLE bulk_actions (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${t.text} REFERENCES users(id) ON DELETE SET NULL,
      action ${t.text} NOT NULL,
      details_json ${t.json} NOT NULL,
      affected ${t.int} NOT NULL,
      created_at ${t.time} NOT NULL,
      undone_at ${t.time}
    )`,
    `CREATE TABLE bulk_action_rows (
      bulk_action_id ${t.text} NOT NULL REFERENCES bulk_actions(id) ON DELETE CASCADE,
      contact_id ${t.text} NOT NULL,
      before_json ${t.json},
      PRIMARY KEY (bulk_action_id, contact_id)
    )`,
    `CREATE TABLE suppressions (
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      channel ${t.text} NOT NULL,
      address_key ${t.text} NOT NULL,
      reason ${t.text} NOT NULL CHECK(reason IN ('unsubscribed','bounced','complained','manual')),
      proof_json ${t.json},
      created_at ${t.time} NOT NULL,
      PRIMARY KEY (workspace_id, channel, address_key)
    )`,
    `CREATE TABLE consent_events (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      channel ${t.text} NOT NULL,
      address_key ${t.text} NOT NULL,
      contact_id ${t.text},
      event ${t.text} NOT NULL,
      source ${t.text} NOT NULL,
      proof_json ${t.json},
      created_at ${t.time} NOT NULL
    )`,
    `CREATE INDEX idx_consent_events_address ON consent_events(workspace_id, channel, address_key, id)`,
  ];
}

/**
 * Every order of the contact table, live and in the trash: first the rows that have the value, by (value, id), then the rest
 * by id. An index covers either the one or the other, so each row is in one index per order.
 */
function contactSortIndexes(): string[] {
  const states = [
    { suffix: '', condition: 'deleted_at IS NULL' },
    { suffix: '_trash', condition: 'deleted_at IS NOT NULL' },
  ];
  return states.flatMap(({ suffix, condition }) => [
    `CREATE INDEX idx_base_contacts_created${suffix} ON base_contacts(workspace_id, created_on, id) WHERE ${condition}`,
    ...['sort_name', 'sort_company', 'email_key'].flatMap((column) => [
      // Live rows with an address are in the unique index already.
      ...(column === 'email_key' && suffix === ''
        ? []
        : [
            `CREATE INDEX idx_base_contacts_${column}${suffix} ON base_contacts(workspace_id, ${column}, id) WHERE ${condition} AND ${column} IS NOT NULL`,
          ]),
      `CREATE INDEX idx_base_contacts_no_${column}${suffix} ON base_contacts(workspace_id, id) WHERE ${condition} AND ${column} IS NULL`,
    ]),
  ]);
}

/**
 * Substrings of three characters and more are found by FTS5's trigrams. New rows are indexed in order of search_id up to
 * `indexed_up_to`, not one by one as they are written: that would halve the speed of an import. Rows above it are read plainly.
 */
function sqliteSearchIndex(): string[] {
  const isIndexed = 'old.search_id <= (SELECT indexed_up_to FROM contact_search_state)';
  return [
    `CREATE VIRTUAL TABLE contact_search USING fts5(text, content='', contentless_delete=1, tokenize='trigram', detail='none')`,
    `CREATE TABLE contact_search_state (indexed_up_to INTEGER NOT NULL)`,
    `INSERT INTO contact_search_state (indexed_up_to) VALUES (0)`,
    `CREATE TRIGGER contact_search_update AFTER UPDATE OF search_text ON base_contacts WHEN new.search_text <> old.search_text AND ${isIndexed}
      BEGIN INSERT OR REPLACE INTO contact_search(rowid, text) VALUES (new.search_id, new.search_text); END`,
    `CREATE TRIGGER contact_search_delete AFTER DELETE ON base_contacts WHEN ${isIndexed}
      BEGIN DELETE FROM contact_search WHERE rowid = old.search_id; END`,
  ];
}
