/** Much of everything in one workspace, straight into the file: two halves of contacts, each on a list of its own and of a company of its own. */
import { createRequire } from 'node:module';

const Database = createRequire(new URL('../../apps/api/package.json', import.meta.url))('better-sqlite3');
const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @rows)';

/** @param {string} file of a server that is not running @param {{ workspaceId: string, contacts: number, rows: number }} size `rows` of everything else */
export function fillWorkspace(file, { workspaceId, contacts, rows }) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -262144');
  const now = new Date().toISOString();
  const lists = ['01900000-0000-7000-9000-000000000001', '01900000-0000-7000-9000-000000000002'];
  const values = { workspaceId, now, left: lists[0], right: lists[1] };
  /** @param {number} count @param {string} statement */
  const run = (count, statement) => database.prepare(statement.replace('{n}', NUMBERS)).run({ ...values, rows: count });
  const id = `printf('01900000-%04x-7%03x-8000-%012x', i / 65536, i % 4096, i)`;
  for (const list of lists)
    database
      .prepare('INSERT INTO contact_lists (id, workspace_id, name, created_at) VALUES (?, ?, ?, ?)')
      .run(list, workspaceId, `List ${list}`, now);
  run(
    contacts,
    `{n} INSERT INTO base_contacts (id, workspace_id, created_on, first_name, last_name, primary_email, company, email_key, sort_name, sort_company, search_text, search_short, updated_at)
     SELECT ${id}, @workspaceId, @now, 'Person', i, 'p' || i || '@example.com', iif(i % 2, 'Left', 'Right'), 'p' || i || '@example.com', 'person ' || i, iif(i % 2, 'left', 'right'),
       'person ' || i || char(10) || 'p' || i || '@example.com', 'p pe', @now FROM n`,
  );
  database.exec('INSERT INTO contact_search (rowid, text) SELECT search_id, search_text FROM base_contacts');
  database.exec('INSERT INTO contact_short (rowid, terms) SELECT search_id, search_short FROM base_contacts');
  database.exec('UPDATE contact_search_state SET indexed_up_to = (SELECT MAX(search_id) FROM base_contacts)');
  run(
    contacts,
    `{n} INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) SELECT ${id}, iif(i % 2, @left, @right), @now FROM n`,
  );
  run(
    rows,
    `{n} INSERT INTO mail_lab_messages (id, workspace_id, message_id, from_address, to_address, subject, preview, raw, received_at)
     SELECT ${id}, @workspaceId, 'm' || i, 'a@example.com', 'b@example.com', 'Hello', '', CAST('Subject: Hello' AS BLOB), @now FROM n`,
  );
  run(
    rows,
    `{n} INSERT INTO campaigns (id, workspace_id, name, type, created_at, updated_at) SELECT ${id}, @workspaceId, 'Campaign ' || i, 'email', @now, @now FROM n`,
  );
  run(
    // One less than a workspace may have, so that another can be made.
    Math.min(rows, 1_999),
    `{n} INSERT INTO templates (id, workspace_id, name, subject, body_html, created_at, updated_at) SELECT ${id}, @workspaceId, 'Template ' || i, 'Hello', '<p>x</p>', @now, @now FROM n`,
  );
  run(
    rows,
    `{n} INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp)
     SELECT ${id}, @workspaceId, '01900000-0000-7000-8000-000000000000', 'system', '{"message":"x"}', @now FROM n`,
  );
  database.exec('ANALYZE');
  database.close();
  return { lists, contactId: '01900000-0000-7000-8000-000000000000', labMessageId: '01900000-0000-7000-8000-000000000000' };
}
