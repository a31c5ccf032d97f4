import type { ColumnTypes } from '../../columns.js';

/** What protects an account: second factor, one-time links, brute-force counters. Tokens and codes are stored as hashes only. */
export function accountSafetyTables(t: ColumnTypes): string[] {
  return [
    // When the person last proved who they are in this session; sign-in counts.
    `ALTER TABLE sessions ADD COLUMN stepped_up_at ${t.time}`,
    `CREATE TABLE two_factor (
      user_id ${t.text} PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
      secret ${t.text} NOT NULL,
      confirmed_at ${t.time},
      last_time_step ${t.int},
      created_at ${t.time} NOT NULL
    )`,
    `CREATE TABLE recovery_codes (
      id ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      code_hash ${t.text} NOT NULL,
      created_at ${t.time} NOT NULL,
      used_at ${t.time},
      UNIQUE(user_id, code_hash)
    )`,
    // The password was right and the second factor is still awaited.
    `CREATE TABLE sign_in_challenges (
      token_hash ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      created_at ${t.time} NOT NULL,
      expires_at ${t.time} NOT NULL,
      used_at ${t.time}
    )`,
    `CREATE INDEX idx_sign_in_challenges_user_id ON sign_in_challenges(user_id)`,
    `CREATE TABLE password_resets (
      token_hash ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      created_at ${t.time} NOT NULL,
      expires_at ${t.time} NOT NULL,
      used_at ${t.time}
    )`,
    `CREATE INDEX idx_password_resets_user_id ON password_resets(user_id)`,
    `CREATE TABLE email_changes (
      token_hash ${t.text} PRIMARY KEY,
      user_id ${t.text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      new_email ${t.text} NOT NULL,
      created_at ${t.time} NOT NULL,
      expires_at ${t.time} NOT NULL,
      used_at ${t.time}
    )`,
    `CREATE INDEX idx_email_changes_user_id ON email_changes(user_id)`,
    // Counters that must survive a restart (failed sign-ins by account and by address); times in milliseconds since 1970.
    `CREATE TABLE throttles (
      throttle_key ${t.text} PRIMARY KEY,
      points ${t.int} NOT NULL,
      expires_at ${t.int}
    )`,
  ];
}
