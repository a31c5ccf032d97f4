import type { RapportDataSource } from '../../src/platform/database/RapportDataSource.js';
import { execute, sql } from '../../src/platform/database/sql.js';
import { hashPassword } from '../../src/platform/security/passwords.js';
import { hashToken } from '../../src/platform/security/tokens.js';
import { campaignTables } from './firstReleaseCampaigns.js';
import { AT, APPROVER, first, FIRST_ACCOUNT, FIRST_KEY, idOf, json, LATER, now, OWNER, type Row } from './firstReleaseIds.js';

/** A row or more for each table of the first release, as that release wrote them. */
async function rows(isPostgres: boolean): Promise<Readonly<Record<string, readonly Row[]>>> {
  const password = await hashPassword(FIRST_ACCOUNT.password);
  const w = first.workspace;
  const link = { created_at: AT, expires_at: LATER };
  return {
    users: [
      { id: OWNER, email: FIRST_ACCOUNT.email, password_hash: password, name: 'Vera First', created_at: AT },
      { id: APPROVER, email: 'abe@example.com', password_hash: password, name: 'Abe Approver', created_at: AT },
    ],
    sessions: [
      {
        id: idOf(3),
        user_id: OWNER,
        token_hash: hashToken('old'),
        user_agent: 'Test',
        created_at: AT,
        last_seen_at: AT,
        expires_at: LATER,
        stepped_up_at: AT,
      },
    ],
    two_factor: [{ user_id: APPROVER, secret: 'sealed', confirmed_at: null, created_at: AT }],
    recovery_codes: [{ id: idOf(4), user_id: APPROVER, code_hash: 'x', created_at: AT }],
    password_resets: [{ token_hash: 'r', user_id: OWNER, ...link }],
    email_changes: [{ token_hash: 'e', user_id: OWNER, new_email: 'new@example.com', ...link }],
    registration_links: [{ token_hash: 'g', email: 'new@example.com', ...link }],
    throttles: [{ throttle_key: 'signIn:x', points: 1, expires_at: now + 300 * 86_400_000 }],
    workspaces: [
      {
        id: w,
        user_id: OWNER,
        name: 'First',
        postal_address: 'Old Road 1, Ghent',
        time_zone: 'Europe/Berlin',
        default_country: 'DE',
        created_at: AT,
      },
    ],
    workspace_members: [
      { workspace_id: w, user_id: OWNER, role: 'owner', joined_at: AT },
      { workspace_id: w, user_id: APPROVER, role: 'approver', joined_at: AT },
    ],
    invitations: [{ id: idOf(11), workspace_id: w, email: 'ina@example.com', role: 'author', token_hash: 'i', invited_by: OWNER, ...link }],
    sign_in_challenges: [{ token_hash: 'c', user_id: APPROVER, invitation_id: idOf(11), ...link }],
    system_mails: [{ id: idOf(5), recipient: FIRST_ACCOUNT.email, subject: 'Welcome', raw: 'sealed', created_at: AT }],
    api_keys: [
      {
        id: idOf(12),
        user_id: OWNER,
        workspace_id: w,
        key: hashToken(FIRST_KEY.split('_')[2] ?? ''),
        prefix: FIRST_KEY.split('_')[1] ?? '',
        description: 'Old key',
        scopes: json(['contacts:read']),
        is_active: true,
        created_at: AT,
      },
    ],
    ai_insights: [{ id: idOf(13), user_id: OWNER, type: 'hint', content: 'Something', confidence: 0.7, created_at: AT }],
    audit_logs: [
      {
        user_id: OWNER,
        workspace_id: w,
        chain: w,
        seq: 1,
        actor_type: 'user',
        actor_id: OWNER,
        action: 'workspace.created',
        entity_type: 'workspace',
        entity_id: w,
        details: json({}),
        timestamp: AT,
        prev_hash: '',
        hash: 'h1',
      },
    ],
    system_settings: [
      {
        id: idOf(14),
        scope: 'workspace',
        scope_id: w,
        setting_key: 'brandColour',
        setting_value: json('#0f6070'),
        created_at: AT,
        updated_at: AT,
      },
    ],
    workspace_email_providers: [
      { id: idOf(15), workspace_id: w, provider_type: 'mail_lab', config_json: json({}), state: 'ready', created_at: AT, updated_at: AT },
    ],
    idempotency_keys: [
      {
        actor: OWNER,
        idempotency_key: 'k',
        request_hash: 'h',
        status: 201,
        response: json({ id: 'x' }),
        created_at: AT,
        expires_at: LATER,
      },
    ],
    assets: [
      {
        id: idOf(16),
        workspace_id: w,
        kind: 'logo',
        content_type: 'image/png',
        width: 4,
        height: 4,
        content: Buffer.from([1, 2, 3]),
        created_at: AT,
      },
    ],
    import_jobs: [
      {
        id: first.import,
        workspace_id: w,
        user_id: OWNER,
        file_name: 'people.csv',
        file_size: 100,
        status: 'completed',
        encoding: 'utf-8',
        delimiter: ',',
        has_header: true,
        columns_json: json({
          header: ['Name', 'Email'],
          columns: [
            { index: 0, header: 'Name', target: 'fullName', suggestedBy: 'header', newField: null },
            { index: 1, header: 'Email', target: 'primaryEmail', suggestedBy: 'header', newField: null },
          ],
        }),
        sample_json: json([['Ann Doe', 'ann@example.com']]),
        options_json: json({ mode: 'createAndUpdate', listId: first.list, newListName: null, defaultCountry: 'DE' }),
        total_rows: 2,
        processed_rows: 2,
        bytes_processed: 100,
        created_count: 1,
        rejected_count: 1,
        created_at: AT,
        started_at: AT,
        finished_at: AT,
      },
    ],
    import_rejects: [
      {
        import_id: first.import,
        row_number: 2,
        line: 3,
        column_name: 'Email',
        code: 'email.invalid',
        reason: 'This is no email address.',
        raw: 'Bo,bo',
      },
    ],
    base_contacts: [
      {
        id: first.contact,
        workspace_id: w,
        created_on: AT,
        first_name: 'Ann',
        last_name: 'Doe',
        primary_email: 'ann@example.com',
        primary_phone: '+49 30 23125 210',
        company: 'Doe KG',
        email_key: 'ann@example.com',
        phone_e164: '+493023125210',
        sort_name: 'ann doe',
        sort_company: 'doe kg',
        search_text: 'ann doe\nann@example.com\n+493023125210\n493023125210\ndoe kg',
        source_import_id: first.import,
        updated_at: AT,
        version: 4,
      },
      {
        id: first.trashed,
        workspace_id: w,
        created_on: AT,
        first_name: 'Tim',
        search_text: 'tim',
        sort_name: 'tim',
        updated_at: AT,
        version: 2,
        deleted_at: AT,
      },
    ],
    custom_field_definitions: [
      {
        id: first.field,
        workspace_id: w,
        field_name: 'points',
        label: 'Points',
        field_type: 'number',
        options_json: json([]),
        created_at: AT,
      },
    ],
    custom_fields: [
      {
        id: idOf(41),
        contact_id: first.contact,
        definition_id: first.field,
        field_name: 'points',
        field_value: '12.5',
        value_number: 12.5,
        field_type: 'number',
        created_at: AT,
        updated_at: AT,
      },
    ],
    contact_lists: [
      { id: first.list, workspace_id: w, name: 'Newsletter', is_primary: false, created_at: AT },
      { id: first.stage, workspace_id: w, name: 'Customer', is_primary: true, created_at: AT },
    ],
    contact_list_assignments: [
      { contact_id: first.contact, list_id: first.list, assigned_at: AT },
      { contact_id: first.contact, list_id: first.stage, assigned_at: AT },
    ],
    communication_logs: [
      {
        id: idOf(42),
        workspace_id: w,
        contact_id: first.contact,
        type: 'note',
        content: json({ text: 'Called back' }),
        timestamp: AT,
        user_id: OWNER,
      },
    ],
    bulk_actions: [
      {
        id: first.bulk,
        workspace_id: w,
        user_id: OWNER,
        action: 'trash',
        details_json: json({ listId: null, at: AT }),
        affected: 1,
        created_at: AT,
      },
    ],
    bulk_action_rows: [{ bulk_action_id: first.bulk, contact_id: first.trashed, before_json: null }],
    suppressions: [{ workspace_id: w, channel: 'email', address_key: 'no@example.com', reason: 'unsubscribed', created_at: AT }],
    consent_events: [
      {
        id: idOf(43),
        workspace_id: w,
        channel: 'email',
        address_key: 'no@example.com',
        event: 'unsubscribed',
        source: 'link',
        created_at: AT,
      },
    ],
    ...campaignTables(),
    ...(isPostgres
      ? {}
      : { jobs: [{ id: idOf(97), name: 'audit.anchor', payload: json({}), state: 'ready', run_at: LATER, created_at: AT }] }),
  };
}

/** Fills a database of the first release. In the order of their references. */
export async function fillFirstRelease(source: RapportDataSource): Promise<string[]> {
  const tables = await rows(source.options.type === 'postgres');
  for (const [table, list] of Object.entries(tables))
    for (const row of list)
      await execute(
        source.manager,
        sql`INSERT INTO ${sql.raw(table)} (${sql.raw(Object.keys(row).join(', '))}) VALUES (${sql.join(
          Object.values(row).map((value) => sql`${value}`),
          ', ',
        )})`,
      );
  return Object.keys(tables);
}
