import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { wholeOf } from '../contracts/PiecedText.js';
import { type MailgunArrival, MailgunServer, parseForContract, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { batchForm } from './mailgunBatch.js';
import { MailgunSender } from './MailgunSender.js';
import { readMailgunReports } from './readMailgunReports.js';
import { type Shared, sharedBody } from './sharedParts.js';

let server: MailgunServer;
let sender: MailgunSender;
beforeEach(async () => {
  server = await MailgunServer.start();
  sender = senderOf();
});
afterEach(async () => {
  await sender.close(1_000);
  await server.stop();
  expect(server.problems).toEqual([]);
});

const senderOf = (timeoutMs = 60_000): MailgunSender =>
  new MailgunSender({ domain: server.domain, region: 'us', apiKey: server.apiKey, signingKey: null }, { url: server.url, timeoutMs });

const footer = '<p>Yours,<br>the garden club</p>'.repeat(20);

function emailTo(n: number | string, over: Partial<OutgoingEmail> = {}): OutgoingEmail {
  return sampleEmail({
    to: { name: `Ann ${n}`, address: `p${n}@example.org` },
    subject: `Grüße, Ann ${n} 🌱`,
    html: `<p>Dear <b>Ann ${n}</b>, 100% of you</p>\n${footer}`,
    text: `Dear Ann ${n}, 100% of you\nYours, the garden club`,
    headers: [
      { name: 'List-Unsubscribe', value: `<https://rapport.example.com/u/token${n}>` },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { name: 'X-Rapport-Recipient', value: `row-${n}` },
    ],
    messageId: `<row-${n}@example.com>`,
    ...over,
  });
}

const many = (count: number): OutgoingEmail[] => Array.from({ length: count }, (_, n) => emailTo(n));
const arrivalTo = (to: string): MailgunArrival => server.arrivals.find((one) => one.to === to) ?? fail(`Nothing arrived at ${to}.`);
/** What became of each: `sent`, or the kind of the failure. */
const send = (emails: readonly OutgoingEmail[]): Promise<string[]> =>
  Promise.all(
    sender.sendMany(emails).map((answer) =>
      answer.then(
        () => 'sent',
        async (error: unknown) => (await failureOf(Promise.reject(error))).kind,
      ),
    ),
  );

async function expectAsWritten(email: OutgoingEmail): Promise<void> {
  const { raw } = arrivalTo(email.to.address);
  const mail = await parseForContract(raw);
  expect(mail).toMatchObject({
    subject: email.subject,
    from: '"Ada Lindqvist" <ada@example.com>',
    to: `"${email.to.name}" <${email.to.address}>`,
    replyTo: 'answers@example.com',
    messageId: email.messageId,
  });
  expect([mail.html?.trim(), mail.text?.trim()]).toEqual([email.html, email.text]);
  for (const { name, value } of email.headers) expect(mail.header(name.toLowerCase())).toBe(value);
}

it('sends a thousand with one call, each as it was written', async () => {
  const emails = many(1_001);
  expect(new Set(await send(emails))).toEqual(new Set(['sent']));
  expect(server.calls.toSorted((a, b) => b - a)).toEqual([1_000, 1]);
  expect(new Set(server.arrivals.map(({ id }) => id)).size).toBe(1_001);
  for (const n of [0, 1, 500, 999]) await expectAsWritten(emails[n] as OutgoingEmail);
  expect(arrivalTo('p7@example.org').fields).toMatchObject({ 'o:tracking': 'no', 'o:tracking-opens': 'no', 'o:tracking-clicks': 'no' });
});

it('sends messages in pieces as they were written', async () => {
  const constants = ['<p>Dear <b>', `</b>, 100% of you</p>\n${footer}<a href="https://garden.example/?a=%`, `">Open</a>${footer}`];
  const emails = Array.from({ length: 3 }, (_, n) => {
    const pieces = { html: { constants, values: ['', `Ann ${n}`, `2${n}`, ''] }, text: { constants: ['Dear '], values: ['', `Ann ${n}`] } };
    return emailTo(n, { html: wholeOf(pieces.html), text: wholeOf(pieces.text), pieces });
  });
  expect(await send(emails)).toEqual(['sent', 'sent', 'sent']);
  expect(server.calls).toEqual([3]);
  for (const email of emails) await expectAsWritten(email);
  const { html } = batchForm(emails) ?? {};
  expect(html).toContain('<p>Dear <b>%recipient.html0%</b>, 100% of you</p>');
});

it('sends what is the same for all once', () => {
  const form = batchForm([emailTo(1), emailTo(2)]);
  const variables = JSON.parse(String(form?.['recipient-variables'])) as Record<string, object>;
  expect(variables['p2@example.org']).toEqual({
    mid: 'row-2@example.com',
    subject: emailTo(2).subject,
    text0: '2,',
    html0: '2',
    h0: '<https://rapport.example.com/u/token2>',
    h2: 'row-2',
  });
  expect(form?.['html']).toContain(footer);
});

describe('what bodies have in common', () => {
  /** As Mailgun puts them together again. */
  const filled = ({ constant, variables }: Shared, index: number): string =>
    constant.replace(/%recipient\.(\w+)%/g, (_, name: string) => variables.get(name)?.[index] ?? fail(`There is no ${name}.`));
  const valuesOf = (texts: string[]): string[][] => {
    const shared = sharedBody('text', texts);
    expect(texts.map((_, index) => filled(shared, index))).toEqual(texts);
    return [...shared.variables.values()].map((values) => [...values]);
  };

  it('is cut without tearing a character, the end of a line or an escape', () => {
    expect(valuesOf(['a%20b🌱c\r\nx\r\n', 'a%20b🌲c\r\nx\r\n', 'a%20d\r\nx\r\n'])).toEqual([['a%20b🌱c', 'a%20b🌲c', 'a%20d']]);
    expect(valuesOf(['one two', 'one two'])).toEqual([]);
    expect(valuesOf(['a b', 'a b b', 'a b b b'])).toEqual([['b', 'b b', 'b b b']]);
    expect(valuesOf(['', 'a'])).toEqual([['', 'a']]);
  });

  it('is found between the places where they differ, as far as all have it', () => {
    const body = (name: string, extra: string): string =>
      `<p>Dear ${name},</p>${footer}${extra}<p>${footer}</p><a href="https://x.example/u/${name}">Leave</a>`;
    expect(valuesOf([body('Ann', ''), body('Bob', '')])).toEqual([
      ['Ann,', 'Bob,'],
      ['href="https://x.example/u/Ann"', 'href="https://x.example/u/Bob"'],
    ]);
    const uneven = [body('Ann', '<b>You pay</b>'), body('Bob', '<b>You pay</b>'), body('Eve', ''), body('Kim', footer)];
    expect(valuesOf(uneven).every((values) => values.length === 4)).toBe(true);
  });
});

it.each([
  '%recipient%',
  '%recipient_email%',
  '%recipient.name%',
  '%unsubscribe_url%',
  '%tag_unsubscribe_url%',
  '%mailing_list_unsubscribe_url%',
  '%unsubscribe_email%',
  '%Recipient_Name%',
])('leaves a %s that a person wrote alone', async (literal) => {
  const inHtml = emailTo(1, { html: `<p>Write ${literal} here</p>` });
  const inSubject = emailTo(2, { subject: `What ${literal} means` });
  const inName = emailTo(3, { to: { name: literal, address: 'p3@example.org' } });
  const inText = emailTo(4, { text: `Dear ${literal}` });
  const others = [emailTo(5), emailTo(6, { html: '<p>50% off, %20 and a%C3%A9b</p>' })];
  expect(new Set(await send([inHtml, inSubject, inName, inText, ...others]))).toEqual(new Set(['sent']));
  expect(server.calls.toSorted()).toEqual([1, 1, 1, 1, 2]);
  for (const email of [inHtml, inSubject, inName, inText, ...others]) await expectAsWritten(email);
});

it('never writes to one address twice with one call, in whatever case it is written', async () => {
  const emails = [emailTo(1), emailTo(2, { to: { name: 'Other', address: 'P1@example.org' } }), emailTo(3), emailTo(4)];
  expect(new Set(await send(emails))).toEqual(new Set(['sent']));
  expect(server.arrivals.map(({ to }) => to).toSorted()).toEqual(['P1@example.org', 'p1@example.org', 'p3@example.org', 'p4@example.org']);
  await expectAsWritten(emails[1] as OutgoingEmail);
});

it('sends names that are more than a name, letters before the @, files and line breaks as finished messages', async () => {
  const odd = [
    emailTo(1, { to: { name: 'Groß, "Jürgen" <victim@example.net>', address: 'p1@example.org' } }),
    emailTo(2, { to: { name: null, address: 'jürgen@example.org' } }),
    emailTo(3, { attachments: [{ fileName: 'a.txt', content: Buffer.from('a') }] }),
    emailTo(4, { subject: 'Hello\r\nBcc: victim@example.net' }),
    emailTo(5, { headers: [{ name: 'X-Note', value: 'a\r\nBcc: victim@example.net' }] }),
    emailTo(6, { replyTo: { name: 'Jürgen', address: 'answers@example.com' } }),
  ];
  expect(await send([...odd, emailTo(7), emailTo(8, { to: { name: 'Jürgen O’Brien', address: 'p8@müller.example' } })])).toEqual(
    Array.from({ length: 8 }, () => 'sent'),
  );
  expect(server.calls.toSorted()).toEqual([1, 1, 1, 1, 1, 1, 2]);
  expect(server.arrivals.map(({ to }) => to).filter((to) => to.includes('victim'))).toEqual([]);
  for (const { raw } of server.arrivals) expect((await parseForContract(raw)).headerNames).not.toContain('bcc');
  expect((await parseForContract(arrivalTo('p8@xn--mller-kva.example').raw)).to).toBe('"Jürgen O’Brien" <p8@müller.example>');
});

it('cuts a call that would be too large', async () => {
  const emails = Array.from({ length: 5 }, (_, n) => emailTo(n, { html: `<p>${String(n).repeat(4 * 1024 * 1024)}</p>` }));
  expect(new Set(await send(emails))).toEqual(new Set(['sent']));
  expect(server.calls.toSorted()).toEqual([1, 2, 2]);
  expect(new Set(server.arrivals.map(({ to }) => to)).size).toBe(5);
});

it('fails the one with a bad address, whoever finds it, and nobody else', async () => {
  server.badAddresses.add('p37@example.org');
  const emails = many(100).with(60, emailTo(60, { to: { name: 'Bad', address: 'no address' } }));
  const answers = await send(emails);
  expect(answers.flatMap((answer, n) => (answer === 'sent' ? [] : [[n, answer]]))).toEqual([
    [37, 'rejected'],
    [60, 'rejected'],
  ]);
  expect(server.arrivals).toHaveLength(98);
  expect(new Set(server.arrivals.map(({ to }) => to)).size).toBe(98);
});

it('stops asking when Mailgun refuses everyone, and fails only those it asked for', async () => {
  for (let n = 0; n < 100; n += 1) server.faults.push({ kind: 'status', status: 400, message: 'from parameter is not allowed' });
  const answers = await send(many(200));
  expect(answers.filter((answer) => answer === 'rejected')).toHaveLength(10);
  expect(answers.filter((answer) => answer === 'unavailable')).toHaveLength(190);
  expect(server.faults.length).toBeGreaterThan(70);
});

it.each([
  ['limited', { kind: 'status', status: 429, message: 'Try again in 90 seconds' }, 0],
  ['auth', { kind: 'status', status: 401, message: 'Forbidden' }, 0],
  ['unknownOutcome', { kind: 'status', status: 500, message: 'Internal error' }, 0],
  ['unknownOutcome', { kind: 'dropAfter' }, 20],
  ['unknownOutcome', { kind: 'hangAfter' }, 20],
  ['unknownOutcome', { kind: 'halfAfter' }, 20],
] as const)('tells all that they are %s', async (kind, fault, arrived) => {
  if (fault.kind === 'hangAfter') sender = senderOf(500);
  server.faults.push(fault);
  expect(new Set(await send(many(20)))).toEqual(new Set([kind]));
  expect(server.arrivals).toHaveLength(arrived);
});

it('sends nothing when it is closed', async () => {
  await sender.close(0);
  expect(new Set(await send([...many(3), emailTo(9, { subject: '%recipient%' })]))).toEqual(new Set(['unavailable']));
  expect(server.calls).toEqual([]);
});

it.each([true, false])('finds each message of a batch again, whether Mailgun keeps our ids (%s) or not', async (keepsOwnIds) => {
  server.keepsOwnIds = keepsOwnIds;
  await send(many(3));
  const handedAt = new Date(Date.now() - 3_600_000).toISOString();
  const ask = (n: number, to: string) => sender.settle({ messageId: `<row-${n}@example.com>`, providerMessageId: null, handedAt, to });
  expect([await ask(1, 'p1@example.org'), await ask(1, 'p2@example.org'), await ask(4, 'p1@example.org')]).toEqual(
    keepsOwnIds ? ['sent', 'sent', 'notSent'] : ['sent', 'notSent', 'notSent'],
  );
  const raw = Buffer.from(JSON.stringify(server.report('delivered', arrivalTo('p2@example.org'))));
  const values = { domain: server.domain, region: 'us', apiKey: 'x', signingKey: server.signingKey };
  const reading = readMailgunReports({ raw, headers: {}, url: 'https://rapport.example.com' }, values, new Date());
  expect(reading).toMatchObject({ reports: [{ type: 'delivered', messageId: '<row-2@example.com>', address: 'p2@example.org' }] });
});

it.each([
  ['did not fill in', { 'rapport-message-id': '%recipient.mid%' }, 'unknown'],
  ['does not show', undefined, 'unknown'],
  ['shows of another message', { 'rapport-message-id': 'row-9@example.com' }, 'notSent'],
] as const)('calls a message unsent only where the log names another: a variable that Mailgun %s', async (_what, variables, answer) => {
  server.keepsOwnIds = false;
  await send(many(3));
  Object.assign(arrivalTo('p1@example.org'), { variables });
  const ask = (handedAt: Date): Promise<string> =>
    sender.settle({
      messageId: '<row-1@example.com>',
      providerMessageId: null,
      handedAt: handedAt.toISOString(),
      to: 'p1@example.org',
      askedAt: new Date(Date.now() + 7_200_000),
    });
  expect(await ask(new Date())).toBe(answer);
  // What was taken over long before it was handed over is not it.
  expect(await ask(new Date(Date.now() + 3_600_000))).toBe('notSent');
});

it('does not take a full page of the log for all of it', async () => {
  for (let n = 0; n < 100; n += 1) await sender.send(emailTo(n, { to: { name: null, address: 'one@example.org' } }));
  const handedAt = new Date(Date.now() - 3_600_000).toISOString();
  expect(await sender.settle({ messageId: '<other@example.com>', providerMessageId: null, handedAt, to: 'one@example.org' })).toBe(
    'unknown',
  );
});
