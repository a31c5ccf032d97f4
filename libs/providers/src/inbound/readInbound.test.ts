import fc from 'fast-check';
import * as fixtures from './inboundFixtures.js';
import { readInbound } from './readInbound.js';
import { splitReply, wordsOfHtml } from './splitReply.js';

const { OURS } = fixtures;

describe('what a message of a mailbox is', () => {
  it.each([
    ['Postfix, no such user', fixtures.postfix, 'hard', '5.1.1'],
    ['a full mailbox', fixtures.full, 'soft', '5.2.2'],
    ['a block list', fixtures.blocked, 'blocked', '5.7.1'],
    ['a message that expired', fixtures.expired, 'soft', '4.4.7'],
    ['a delay', fixtures.delayed, 'delayed', '4.4.1'],
    ['Exchange, within a mixed message', fixtures.exchange, 'hard', '5.1.10'],
    ['qmail', fixtures.qmail, 'hard', '5.1.1'],
    ['Exim', fixtures.exim, 'hard', '5.1.1'],
    ['Gmail', fixtures.gmail, 'hard', '5.1.1'],
  ])('a bounce: %s', async (_name, raw, severity, status) => {
    expect(await readInbound(raw)).toMatchObject({
      kind: 'bounce',
      about: [OURS],
      bounce: { recipients: ['ann@example.net'], severity, status },
    });
  });

  it('the words of the server are one line', async () => {
    const read = await readInbound(fixtures.postfix);
    expect(read.kind === 'bounce' && read.bounce.diagnostic).toBe(
      '550 5.1.1 <ann@example.net>: Recipient address rejected: User unknown in virtual mailbox table',
    );
  });

  it('a report of success is no bounce', async () => {
    expect((await readInbound(fixtures.delivered)).kind).toBe('other');
  });

  it('a bounce that names no message is about none', async () => {
    expect(await readInbound(fixtures.nameless)).toMatchObject({ kind: 'bounce', about: [] });
  });

  it('a complaint, and one that is taken back', async () => {
    expect(await readInbound(fixtures.arf)).toMatchObject({ kind: 'complaint', about: [OURS], recipients: ['ann@example.net'] });
    expect((await readInbound(fixtures.notSpam)).kind).toBe('other');
  });

  it('a report: the Message-ID that Gmail keeps of ours, and the unsubscribe link of what it returns', async () => {
    const part = (type: string, text: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const report = part(
      'message/delivery-status',
      'Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; ann@example.net\r\nAction: failed\r\nStatus: 5.1.1',
    );
    const kept =
      'X-Google-Original-Message-ID: <ours@example.com>\r\nList-Unsubscribe: <mailto:a@example.com>, <https://example.com/u/token>';
    const head = 'List-Unsubscribe: <https://forged.example/u/own>\r\nContent-Type: multipart/report; boundary=b';
    const found = await readInbound(Buffer.from(`${head}\r\n\r\n${report}${part('text/rfc822-headers', kept)}--b--\r\n`));
    expect(found).toMatchObject({ kind: 'bounce', about: ['<ours@example.com>'], links: ['https://example.com/u/token'] });
  });

  it('a reply: what is new, and what it quotes', async () => {
    expect(await readInbound(fixtures.reply)).toEqual({
      kind: 'reply',
      links: [],
      messageId: '<r1@example.net>',
      from: 'ann@example.net',
      subject: 'Re: Spring meeting',
      date: '2026-01-01T12:00:00.000Z',
      about: [OURS, '<older@example.com>'],
      text: 'Yes, I will come – with Zoë.',
      quoted: expect.stringContaining('Will you come\nto the meeting?') as string,
    });
  });

  it('a reply in HTML alone is words, without scripts and styles', async () => {
    const read = await readInbound(fixtures.htmlReply);
    expect(read).toMatchObject({ kind: 'reply', text: "I'll come & bring cake." });
    expect(JSON.stringify(read)).not.toMatch(/alert|color:red|<p>/);
  });

  it('other charsets', async () => {
    expect(await readInbound(fixtures.latin)).toMatchObject({ kind: 'reply', subject: 'Grüße', text: 'Schöne Grüße' });
  });

  it.each([
    ['Auto-Submitted: auto-generated', 'Hello'],
    ['X-Autoreply: yes', 'Hello'],
    ['X-Auto-Response-Suppress: All', 'Hello'],
    ['Precedence: auto_reply', 'Hello'],
    ['X-Other: 1', 'Automatische Antwort: Frühling'],
  ])('an answer of a machine: %s, %s', async (header, subject) => {
    const raw = Buffer.from(`From: ann@example.net\r\nSubject: ${subject}\r\n${header}\r\nIn-Reply-To: ${OURS}\r\n\r\nAway.`);
    expect(await readInbound(raw)).toMatchObject({ kind: 'autoReply', about: [OURS], text: 'Away.' });
  });

  it('an answer of a vacation program', async () => {
    expect(await readInbound(fixtures.vacation)).toMatchObject({ kind: 'autoReply', about: [OURS] });
  });

  it('"Auto-Submitted: no" is a person', async () => {
    const raw = Buffer.from(`Auto-Submitted: no\r\nIn-Reply-To: ${OURS}\r\n\r\nHi`);
    expect((await readInbound(raw)).kind).toBe('reply');
  });

  it('a person who writes to us anew is something else', async () => {
    expect((await readInbound(fixtures.stranger)).kind).toBe('other');
  });

  it('line breaks in encoded words never leave a header', async () => {
    const raw = Buffer.from(`From: ann@example.net\r\nSubject: =?utf-8?Q?a=0D=0ABcc:_x@example.org?=\r\nIn-Reply-To: ${OURS}\r\n\r\nHi`);
    expect((await readInbound(raw)).subject).toBe('a Bcc: x@example.org');
  });
});

describe('hostile input', () => {
  const alphabet = fc.constantFrom(
    ...[
      '\r\n',
      '\n',
      '--b1',
      '--b1--',
      'Content-Type: multipart/report; boundary=b1',
      'Content-Type: message/delivery-status',
      ': ',
      '<',
      '>',
    ],
    ...[
      '=?utf-8?B?',
      '?=',
      'Action: failed',
      'Final-Recipient: rfc822;',
      'a@b.example',
      '\u0000',
      'ü',
      'On x wrote:',
      '&#x110000;',
      '<!--',
    ],
  );

  it('never rejects, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 3_000 }),
          fc.array(alphabet).map((parts) => Buffer.from(parts.join(''))),
        ),
        async (raw) => {
          expect(['bounce', 'complaint', 'autoReply', 'reply', 'other']).toContain((await readInbound(raw)).kind);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['parts in parts', Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(5_000))],
    ['a header without an end', Buffer.from(`Subject: ${'a'.repeat(3_000_000)}`)],
    ['thousands of references', Buffer.from(`References: ${'<a@b.example> '.repeat(50_000)}\r\n\r\nHi`)],
    ['blanks', Buffer.from(`In-Reply-To: ${OURS}\r\n\r\n${' '.repeat(500_000)}x`)],
    ['angle brackets', Buffer.from(`In-Reply-To: ${OURS}\r\nContent-Type: text/html\r\n\r\n${'<'.repeat(500_000)}`)],
    ['comments', Buffer.from(`In-Reply-To: ${OURS}\r\nContent-Type: text/html\r\n\r\n${'<!--'.repeat(120_000)}`)],
    ['styles', Buffer.from(`In-Reply-To: ${OURS}\r\nContent-Type: text/html\r\n\r\n${'<style>'.repeat(60_000)}`)],
    ['lines that look like quotes', Buffer.from(`In-Reply-To: ${OURS}\r\n\r\n${`On ${'a '.repeat(100)}\r\n`.repeat(2_000)}`)],
  ])('is read within half a second: %s', async (_name, raw) => {
    const from = performance.now();
    await readInbound(raw);
    expect(performance.now() - from).toBeLessThan(500);
  });
});

describe('new words and quoted ones', () => {
  it.each([
    ['Yes.\n\n> Will you?\n>\n> Club', 'Yes.', 'Will you?\n\nClub'],
    ['> Will you?\nYes.\n> And Bob?\nNo.', '> Will you?\nYes.\n> And Bob?\nNo.', null],
    ['Ja.\n\nAm 1. Januar 2026 um 9 Uhr schrieb Club <news@example.com>:\n> Kommst du?', 'Ja.', expect.stringContaining('Kommst du?')],
    ['Yes\n\n-----Original Message-----\nFrom: Club\nCome?', 'Yes', expect.stringContaining('Come?')],
    ['Yes\n\nFrom: Club\nSent: Monday\nTo: Ann\n\nCome?', 'Yes', expect.stringContaining('Come?')],
    ['On Thu, Jan 1, 2026 at 9:00 AM Club <news@example.com>\nwrote:\n> Come?', expect.stringContaining('Come?'), null],
    ['From: the moment I read it I knew.', 'From: the moment I read it I knew.', null],
    ['', '', null],
  ])('%j', (plain, text, quoted) => {
    expect(splitReply(plain)).toEqual({ text, quoted });
  });

  it('HTML that never closes', () => {
    expect(wordsOfHtml('<div>Hi <b>there<br>you &lt;b&gt; &unknown; &#55296;')).toBe('Hi there\nyou <b> &unknown;');
  });
});
