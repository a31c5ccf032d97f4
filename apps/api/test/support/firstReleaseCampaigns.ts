import { dictionaryOf, packContent } from '../../src/modules/campaigns/sending/packContent.js';
import { APPROVER, AT, first, idOf, json, LATER, OWNER, type Row } from './firstReleaseIds.js';

const AUDIENCE = json({ listIds: [first.list], excludeListIds: [] });

function campaign(id: string, status: string): Row {
  const isBegun = status === 'sent' || status === 'paused' || status === 'cancelled';
  return {
    id,
    workspace_id: first.workspace,
    name: `Campaign ${status}`,
    type: 'email',
    template_id: first.template,
    template_version_id: status === 'draft' ? null : first.version,
    subject: null,
    from_name: 'Garden Club',
    from_email: 'club@garden.example.org',
    segment_json: AUDIENCE,
    schedule_json: json(status === 'scheduled' ? { kind: 'at', localTime: '2099-05-01T09:00', timeZone: 'UTC' } : { kind: 'now' }),
    status,
    status_reason: status === 'paused' ? 'Stopped by hand' : null,
    version: 3,
    created_by: OWNER,
    sender_type: isBegun ? 'mail_lab' : null,
    scheduled_at: status === 'scheduled' ? '2099-05-01T09:00:00.000Z' : null,
    expanded_at: isBegun ? AT : null,
    started_at: isBegun ? AT : null,
    finished_at: status === 'sent' || status === 'cancelled' ? AT : null,
    created_at: AT,
    updated_at: AT,
  };
}

function approval(n: number, campaignId: string, status: string): Row {
  return {
    id: idOf(100 + n),
    campaign_id: campaignId,
    status,
    requested_by: OWNER,
    reviewer_id: status === 'pending' ? null : APPROVER,
    notes: status === 'rejected' ? 'Not yet' : null,
    seal: `key1.${'a'.repeat(43)}`,
    sealed_json: json([
      { field: 'subject', value: 'Hello', shown: 'Hello' },
      { field: 'audienceCount', value: '2', shown: '2' },
    ]),
    expires_at: LATER,
    created_at: AT,
    reviewed_at: status === 'pending' ? null : AT,
  };
}

function recipient(n: number, campaignId: string, state: string, more: Row = {}): Row {
  return {
    id: idOf(200 + n),
    workspace_id: first.workspace,
    campaign_id: campaignId,
    contact_id: idOf(300 + n),
    channel: 'email',
    address: `person${n}@example.com`,
    address_key: `person${n}@example.com`,
    state,
    attempts: state === 'planned' ? 0 : 1,
    created_at: AT,
    updated_at: AT,
    ...more,
  };
}

/** Templates, campaigns in every state, their ledger and what was sent. */
export function campaignTables(): Readonly<Record<string, readonly Row[]>> {
  const w = first.workspace;
  const sent = { html: '<p>Dear Ann</p>', text: 'Dear Ann', headers: [{ name: 'Subject', value: 'Hello Ann' }] };
  const dictionary = dictionaryOf(sent);
  return {
    templates: [
      {
        id: first.template,
        workspace_id: w,
        name: 'Letter',
        subject: 'Hello',
        body_html: '<p>Dear {{ first_name }}</p>',
        version: 1,
        current_version_id: first.version,
        created_at: AT,
        updated_at: AT,
      },
    ],
    template_versions: [
      {
        id: first.version,
        workspace_id: w,
        template_id: first.template,
        version: 1,
        name: 'Letter',
        subject: 'Hello',
        body_html: '<p>Dear {{ first_name }}</p>',
        created_by: OWNER,
        created_at: AT,
      },
    ],
    campaigns: Object.entries(first.campaigns).map(([status, id]) => campaign(id, status)),
    campaign_approvals: [
      approval(1, first.campaigns.inReview, 'pending'),
      approval(2, first.campaigns.approved, 'approved'),
      approval(3, first.campaigns.scheduled, 'approved'),
      approval(4, first.campaigns.paused, 'approved'),
      approval(5, first.campaigns.sent, 'approved'),
      approval(6, first.campaigns.draft, 'rejected'),
    ],
    campaign_recipients: [
      recipient(1, first.campaigns.sent, 'accepted', {
        accepted_at: AT,
        message_id: '<m1@example.com>',
        sent_message_id: first.sentMessage,
      }),
      recipient(2, first.campaigns.sent, 'skipped', { skip_reason: 'unsubscribed' }),
      recipient(3, first.campaigns.sent, 'uncertain', { handed_at: AT, message_id: '<m3@example.com>' }),
      recipient(4, first.campaigns.paused, 'planned'),
    ],
    message_dictionaries: [{ id: idOf(91), workspace_id: w, content: dictionary }],
    sent_messages: [
      {
        id: first.sentMessage,
        workspace_id: w,
        campaign_id: first.campaigns.sent,
        recipient_id: idOf(201),
        contact_id: first.contact,
        message_id: '<m1@example.com>',
        from_address: 'club@garden.example.org',
        to_address: 'person1@example.com',
        subject: 'Hello Ann',
        content: packContent(sent, dictionary),
        dictionary_id: idOf(91),
        sent_at: AT,
      },
    ],
    delivery_events: [
      {
        id: idOf(92),
        workspace_id: w,
        provider: 'mail_lab',
        event_id: 'ev1',
        recipient_id: idOf(201),
        type: 'delivered',
        occurred_at: AT,
        received_at: AT,
      },
    ],
    mail_lab_messages: [
      {
        id: first.labMessage,
        workspace_id: w,
        message_id: '<m1@example.com>',
        from_address: 'club@garden.example.org',
        to_address: 'ann@example.com',
        subject: 'Hello',
        preview: 'Dear Ann',
        raw: Buffer.from('Subject: Hello\r\n\r\nDear Ann'),
        is_read: false,
        received_at: AT,
      },
    ],
    mail_lab_events: [{ id: idOf(96), lab_message_id: first.labMessage, type: 'opened', created_at: AT }],
  };
}
