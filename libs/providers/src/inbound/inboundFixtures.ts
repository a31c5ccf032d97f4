/** Messages as servers write them, about invented people. Lines end as they travel. */
export const OURS = '<0198c5a0-1111-7222-8333-444455556666@example.com>';

const crlf = (text: string): Buffer => Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8');

const RETURNED = `From: Club <news@example.com>
To: ann@example.net
Subject: Spring meeting
Message-ID: ${OURS}
List-Unsubscribe: <https://rapport.example.com/u/abc>`;

const report = (status: string, { type = 'delivery-status', headers = RETURNED, kind = 'text/rfc822-headers' } = {}): Buffer =>
  crlf(`Return-Path: <>
From: MAILER-DAEMON@mail.example.net (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <20260101.D@mail.example.net>
Date: Thu, 1 Jan 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${type}; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

This is the mail system. I'm sorry to have to inform you.

--b1
Content-Type: message/${type}

${status}

--b1
Content-Type: ${kind}

${headers}

--b1--
`);

export const postfix = report(`Reporting-MTA: dns; mail.example.net
X-Postfix-Queue-ID: D1

Final-Recipient: rfc822; Ann@Example.net
Original-Recipient: rfc822;ann@example.net
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 550 5.1.1 <ann@example.net>: Recipient address
    rejected: User unknown in virtual mailbox table`);

export const full = report(`Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ann@example.net
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 The mailbox is full`);

export const blocked = report(`Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ann@example.net
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using dnsbl.example.org`);

export const delayed = report(`Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ann@example.net
Action: delayed
Status: 4.4.1
Diagnostic-Code: smtp; 451 4.4.1 Connection timed out`);

export const delivered = report(`Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ann@example.net
Action: delivered
Status: 2.0.0`);

export const expired = report(`Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ann@example.net
Action: failed
Status: 4.4.7
Diagnostic-Code: smtp; 451 4.4.7 Message expired`);

export const arf = report(
  `Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Rcpt-To: ann@example.net`,
  { type: 'feedback-report', headers: `${RETURNED}\n\nHello Ann`, kind: 'message/rfc822' },
);

export const notSpam = report(`Feedback-Type: not-spam\nVersion: 1`, { type: 'feedback-report' });

/** Exchange: a report within a mixed message, and the whole message returned. */
export const exchange = crlf(`From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>
To: news@example.com
Subject: Undeliverable: Spring meeting
Message-ID: <ndr@example.net>
In-Reply-To: ${OURS}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/report; report-type=delivery-status; boundary="inner"

--inner
Content-Type: text/html; charset="us-ascii"

<html><body><p>Your message to <b>ann@example.net</b> couldn't be delivered.</p></body></html>

--inner
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.example.net

Final-Recipient: rfc822;ann@example.net
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.net not found by SMTP address lookup

--inner
Content-Type: message/rfc822

${RETURNED}
Content-Type: text/plain

Hello Ann
--inner--

--outer--
`);

export const qmail = crlf(`Return-Path: <>
From: MAILER-DAEMON@mail.example.net
To: news@example.com
Subject: failure notice

Hi. This is the qmail-send program at mail.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@example.net>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 no such user here
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <news@example.com>
From: Club <news@example.com>
To: ann@example.net
Message-ID: ${OURS}

Hello Ann, write to bob@example.org
`);

export const exim = crlf(`Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mail.example.net>
To: news@example.com
Auto-Submitted: auto-replied
X-Failed-Recipients: ann@example.net
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@example.net
    host mx.example.net [192.0.2.9]
    SMTP error from remote mail server after RCPT TO:<ann@example.net>:
    550 5.1.1 <ann@example.net>: User unknown

------ This is a copy of the message, including all the headers. ------

From: Club <news@example.com>
Message-ID: ${OURS}

Hello
`);

export const gmail = crlf(`Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: news@example.com
X-Failed-Recipients: ann@example.net
In-Reply-To: ${OURS}
References: ${OURS}
Subject: Delivery Status Notification (Failure)
Content-Type: text/plain; charset=UTF-8

** Address not found **

Your message wasn't delivered to ann@example.net because the address couldn't be found, or is unable to receive mail.

The response from the remote server was:
550 5.1.1 The email account that you tried to reach does not exist.
`);

export const reply = crlf(`From: Ann Example <Ann@Example.net>
To: news@example.com
Subject: Re: Spring meeting
Message-ID: <r1@example.net>
In-Reply-To: ${OURS}
References: <older@example.com> ${OURS}
Date: Thu, 1 Jan 2026 12:00:00 +0000
Content-Type: text/plain; charset=utf-8

Yes, I will come – with Zoë.

On Thu, 1 Jan 2026 at 09:00, Club <news@example.com> wrote:
> Will you come
> to the meeting?
`);

export const htmlReply = crlf(`From: ann@example.net
To: news@example.com
Subject: Re: Spring meeting
In-Reply-To: ${OURS}
Content-Type: text/html; charset=utf-8

<html><head><style>p{color:red}</style></head><body><p>I&#39;ll come &amp; bring cake.</p><script>alert(1)</script>
<div class="gmail_quote">On Thursday Club wrote:<blockquote>Will you come?</blockquote></div></body></html>
`);

export const vacation = crlf(`From: ann@example.net
To: news@example.com
Subject: Out of office
Auto-Submitted: auto-replied (vacation)
In-Reply-To: ${OURS}

I am away until Monday.
`);

export const latin = Buffer.concat([
  crlf(`From: ann@example.net
Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
In-Reply-To: ${OURS}
Content-Type: text/plain; charset=iso-8859-1

`),
  Buffer.from('Schöne Grüße', 'latin1'),
]);

export const stranger = crlf(`From: someone@example.org
To: news@example.com
Subject: A private matter

Hello, we have never met.
`);

/** A report without any mark of which message it is about. */
export const nameless = report(
  `Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; ann@example.net
Action: failed
Status: 5.1.1`,
  { headers: 'Subject: Spring meeting' },
);
