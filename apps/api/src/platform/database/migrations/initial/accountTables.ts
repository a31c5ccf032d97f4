import type { ColumnTypes } from '../../columns.js';

/** People, their sessions, workspaces and who may do what in them. */
export function accountTables(t: ColumnTypes): string[] {
  return [
    `CREATE TABLE users (
      id ${t.text} PRIMARY KEY,
      email ${t.text} UNIQUE NOT NULL,
      password_hash ${t.text} NOT NULL,
      name ${t.text},
      created_at ${t.time} NOT NULL DEFAULT ${t.now}
    )`,
    `CREATE TABLE sessions (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      token_hash ${t.text} UNIQUE NOT NULL,
      user_agent ${t.text},
      ip_address ${t.text},
      created_at ${t.time} NOT NULL,
      last_seen_at ${t.time} NOT NULL,
      expires_at ${t.time} NOT NULL
    )`,
    `CREATE INDEX idx_sessions_user_id ON sessions(user_id)`,
    `CREATE TABLE api_keys (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      key ${t.text} UNIQUE NOT NULL,
      description ${t.text},
      scopes ${t.json} NOT NULL,
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      expires_at ${t.time},
      is_active ${t.bool(true)}
    )`,
    `CREATE TABLE workspaces (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      name ${t.text} NOT NULL,
      is_sample ${t.bool(false)},
      postal_address ${t.text},
      time_zone ${t.text} NOT NULL DEFAULT 'UTC',
      default_country ${t.text},
      default_from_name ${t.text},
      default_from_email ${t.text},
      default_reply_to ${t.text},
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      UNIQUE(user_id, name)
    )`,
    `CREATE TABLE workspace_members (
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      role ${t.text} NOT NULL CHECK(role IN ('owner','admin','author','approver','viewer')),
      joined_at ${t.time} NOT NULL,
      PRIMARY KEY (workspace_id, user_id)
    )`,
    `CREATE INDEX idx_workspace_members_user_id ON workspace_members(user_id)`,
    `CREATE TABLE invitations (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      email ${t.text} NOT NULL,
      role ${t.text} NOT NULL,
      token_hash ${t.text} UNIQUE NOT NULL,
      invited_by ${t.text} REFERENCES users(id) ON DELETE SET NULL,
      created_at ${t.time} NOT NULL,
      expires_at ${t.time} NOT NULL,
      accepted_at ${t.time},
      UNIQUE(workspace_id, email)
    )`,
    `CREATE TABLE ai_insights (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      type ${t.text} NOT NULL,
      content ${t.text} NOT NULL,
      confidence ${t.real} DEFAULT 0.5,
      created_at ${t.time} NOT NULL DEFAULT ${t.now}
    )`,
    `CREATE INDEX idx_ai_insights_user_id ON ai_insights(user_id)`,
    `CREATE TABLE audit_logs (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} REFERENCES users(id) ON DELETE SET NULL,
      workspace_id ${t.text} REFERENCES workspaces(id) ON DELETE CASCADE,
      action ${t.text} NOT NULL,
      entity_type ${t.text},
      entity_id ${t.text},
      details ${t.json},
      ip_address ${t.text},
      timestamp ${t.time} NOT NULL DEFAULT ${t.now}
    )`,
    `CREATE INDEX idx_audit_logs_workspace ON audit_logs(workspace_id, timestamp)`,
    `CREATE TABLE system_settings (
      id ${t.text} PRIMARY KEY,
      scope ${t.text} NOT NULL CHECK(scope IN ('global','user','workspace')),
      scope_id ${t.text},
      setting_key ${t.text} NOT NULL,
      setting_value ${t.json} NOT NULL,
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      updated_at ${t.time} NOT NULL DEFAULT ${t.now},
      UNIQUE(scope, scope_id, setting_key)
    )`,
    `CREATE UNIQUE INDEX idx_system_settings_global ON system_settings(setting_key) WHERE scope_id IS NULL`,
    `CREATE TABLE workspace_email_providers (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      provider_type ${t.text} NOT NULL,
      config_json ${t.json} NOT NULL,
      state ${t.text} NOT NULL DEFAULT 'untested' CHECK(state IN ('untested','ready','paused')),
      state_reason ${t.text},
      last_test_json ${t.json},
      last_tested_at ${t.time},
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      updated_at ${t.time} NOT NULL DEFAULT ${t.now},
      UNIQUE(workspace_id)
    )`,
    `CREATE INDEX idx_workspace_email_providers_workspace_id ON workspace_email_providers(workspace_id)`,
  ];
}
