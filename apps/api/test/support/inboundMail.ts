import type { EntityManager } from 'typeorm';
import { newId } from '../../src/platform/database/ids.js';
import { queryRows, sql } from '../../src/platform/database/sql.js';

interface Sent {
  readonly email: string;
  readonly messageId: string;
  /** The unsubscribe link of the message that a report returns. */
  readonly link?: string;
}

/** A message as it lies in a mailbox. */
export function mail(headers: Readonly<Record<string, string>>, body: string): Buffer {
  const { messageId, ...others } = headers;
  const lines = Object.entries({ ...(messageId !== undefined && { 'Message-ID': messageId }), ...others });
  return Buffer.from(`${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
}

/** A report of RFC 3464. */
export function bounceOf(
  { email, messageId, link }: Sent,
  status: string,
  diagnostic: string,
  id = `bounce-${email}`,
  action = 'failed',
): Buffer {
  const headers = {
    ...{ messageId: `<${id}@mail.example.net>`, From: 'MAILER-DAEMON@mail.example.net', Subject: 'Undelivered' },
    ...{ 'Auto-Submitted': 'auto-replied', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"' },
  };
  const report = `Reporting-MTA: dns; mail.example.net\r\n\r\nFinal-Recipient: rfc822; ${email}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}`;
  return mail(headers, parts('delivery-status', report, messageId, link));
}

/** A report of RFC 5965. */
export function complaintOf({ email, messageId }: Sent): Buffer {
  const headers = {
    ...{ messageId: `<${newId()}@fbl.example.net>`, From: 'fbl@fbl.example.net', Subject: 'FW: News' },
    'Content-Type': 'multipart/report; report-type=feedback-report; boundary="b"',
  };
  return mail(headers, parts('feedback-report', `Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: ${email}`, messageId));
}

export function replyTo({ email, messageId }: Sent, body: string, more: Readonly<Record<string, string>> = {}, id = newId()): Buffer {
  const headers = { messageId: `<${id}@example.net>`, From: email, Subject: 'Re: News', 'In-Reply-To': messageId, References: messageId };
  return mail({ ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...more }, body);
}

function parts(kind: string, report: string, messageId: string, link?: string): string {
  const returned = `Subject: News\r\n${messageId === '' ? '' : `Message-ID: ${messageId}\r\n`}${link === undefined ? '' : `List-Unsubscribe: <${link}>\r\n`}`;
  const part = (type: string, content: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
  return `${part('text/plain', 'This is the mail system.')}${part(`message/${kind}`, report)}${part('text/rfc822-headers', returned)}--b--\r\n`;
}

/** What is known about a message and its address after a mailbox was read. */
export function told(manager: EntityManager) {
  return {
    suppressionOf: async (workspaceId: string, email: string): Promise<string | null> => {
      const [row] = await queryRows<{ reason: string }>(
        manager,
        sql`SELECT reason FROM suppressions WHERE workspace_id = ${workspaceId} AND address_key = ${email}`,
      );
      return row?.reason ?? null;
    },
    marksOf: async (id: string): Promise<Record<string, string | null>> => {
      const [row] = await queryRows<Record<string, string | null>>(
        manager,
        sql`SELECT state, bounced_at AS bounced, complained_at AS complained, replied_at AS replied FROM campaign_recipients WHERE id = ${id}`,
      );
      return row ?? {};
    },
    eventsOf: async (id: string): Promise<string[]> => {
      const events = sql`SELECT type FROM delivery_events WHERE recipient_id = ${id} ORDER BY received_at`;
      return (await queryRows<{ type: string }>(manager, events)).map(({ type }) => type);
    },
  };
}
