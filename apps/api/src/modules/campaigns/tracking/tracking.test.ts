import { createHmac, randomBytes } from 'node:crypto';
import { compileDocument } from '../../templates/rendering/compileDocument.js';
import { CompiledTemplate } from '../../templates/rendering/CompiledTemplate.js';
import type { RenderContext } from '../../templates/rendering/RenderContext.js';
import { replaceMarked } from '../../templates/rendering/tracking/linkMarks.js';
import { readPlace, signPlace, type TrackedPlace } from './trackingToken.js';
import { isTooSoon, type Visit, withMachines } from './visitJudge.js';
import { visitorOf } from './visitors.js';
import { withUtm } from './withUtm.js';

const context: RenderContext = {
  contact: { firstName: 'Zoë & <b>', lastName: null, email: 'zoe@example.com', phone: null, company: 'evil.example/x', customFields: {} },
  sender: { name: 'Club', email: 'club@example.com' },
  workspace: { name: 'Club', postalAddress: 'Old Road 1', timeZone: 'UTC' },
  unsubscribeUrl: 'https://rapport.example/u/token',
  sentAt: new Date('2026-01-02T03:04:05Z'),
};

const templateOf = (bodyHtml: string): { bodyHtml: string; subject: string; preheader: null; signature: null } => ({
  subject: 'Hello',
  preheader: null,
  bodyHtml,
  signature: null,
});

interface Seen {
  readonly index: number;
  readonly address: string;
}

/** The marked addresses of a rendered body, as they stand there. */
function markedIn(bodyHtml: string): { html: Seen[]; text: Seen[] } {
  const document = compileDocument(templateOf(bodyHtml), undefined, true);
  const rendered = CompiledTemplate.of(document).render(context);
  const seenIn = (text: string): Seen[] => {
    const seen: Seen[] = [];
    replaceMarked(text, document.links?.nonce ?? '', (index, address) => {
      seen.push({ index, address });
      return '';
    });
    return seen;
  };
  return { html: seenIn(rendered.html), text: seenIn(rendered.text) };
}

describe('links of a template', () => {
  it.each([
    ['a plain one', 'https://a.example/x', 'https://a.example/x'],
    ['entities', 'https://a.example/?a=1&amp;b=2', 'https://a.example/?a=1&amp;b=2'],
    ['an upper-case scheme', 'HTTPS://A.example/', 'HTTPS://A.example/'],
    ['blanks', ' https://a.example/a b ', 'https://a.example/a%20b'],
    ['another script', 'https://bücher.example/ü', 'https://bücher.example/ü'],
    ['protocol-relative', '//a.example/x', 'https://a.example/x'],
    ['a fragment', 'https://a.example/x#part', 'https://a.example/x#part'],
    ['a value in its query', 'https://a.example/?n={{ first_name }}', 'https://a.example/?n=Zo%C3%AB%20%26%20%3Cb%3E'],
    ['a condition behind its host', 'https://a.example/{% if company %}c{% else %}d{% endif %}', 'https://a.example/c'],
  ])('are marked: %s', (_name, href, address) => {
    const { html, text } = markedIn(`<p><a href="${href}">Here</a></p>`);
    expect(html).toEqual([{ index: 0, address }]);
    expect(text).toEqual([{ index: 0, address: address.replaceAll('&amp;', '&') }]);
  });

  it.each([
    'mailto:a@example.com',
    'tel:+1555',
    '#top',
    'javascript:alert(1)',
    'data:text/html,x',
    'a.example/x',
    'ftp://a.example/',
    '{{ unsubscribe_url }}',
    'https://{{ company }}/x',
    '{{ company }}',
    'https://a.example.{{ company }}/x',
    'https://user:secret@a.example/',
    'https://a.example/?back={{ unsubscribe_url }}',
    'https://',
  ])('are left alone: %s', (href) => {
    expect(markedIn(`<p><a href="${href}">Here</a></p>`)).toEqual({ html: [], text: [] });
  });

  it('leave a message as it is when nothing is marked', () => {
    const body = '<p><a href="https://a.example/x">Here</a> <a href="{{ unsubscribe_url }}">Stop</a></p>';
    const plain = CompiledTemplate.of(compileDocument(templateOf(body))).render(context);
    const marked = compileDocument(templateOf(body), undefined, true);
    const back = CompiledTemplate.of(marked).render(context);
    expect(replaceMarked(back.html, marked.links?.nonce ?? '', (_index, address) => address)).toBe(plain.html);
    expect(replaceMarked(back.text, marked.links?.nonce ?? '', (_index, address) => address)).toBe(plain.text);
  });

  it('have the name that a reader sees, or that of their picture', () => {
    const { links } = compileDocument(
      templateOf(
        '<a href="https://a.example/1"> The <b>first</b> &amp; best</a><a href="https://a.example/2"><img src="https://a.example/p.png" alt="A rose"></a>',
      ),
      undefined,
      true,
    );
    expect(links?.links.map(({ label }) => label)).toEqual(['The first & best', 'A rose']);
  });

  it('are not made by what a contact is called', () => {
    const forged = '\ufdd40x0\ufdd5https://evil.example/\ufdd6';
    const document = compileDocument(templateOf('<p>Dear {{ first_name }}</p>'), undefined, true);
    const rendered = CompiledTemplate.of(document).render({ ...context, contact: { ...context.contact, firstName: forged } });
    expect(replaceMarked(rendered.html, document.links?.nonce ?? '', () => 'taken')).not.toContain('taken');
  });
});

describe('a token', () => {
  const key = { keyId: '01020304', mac: randomBytes(32) };
  const macOfKey = (id: string): Buffer | null => (id === key.keyId ? key.mac : null);
  const place: TrackedPlace = {
    campaignId: '0190a0a0-0000-7000-8000-000000000001',
    recipientId: '0190a0a0-0000-7000-8000-000000000002',
    linkKey: 'abcDEF12',
    url: null,
  };

  it.each([place, { ...place, recipientId: null }, { ...place, linkKey: 'open' }, { ...place, url: 'https://a.example/?n=Zo%C3%AB&ü=1' }])(
    'says what it was made of',
    (made) => {
      const token = signPlace(made, key);
      expect(token).toMatch(/^[\w-]+$/);
      expect(readPlace(token, macOfKey)).toEqual(made);
      expect(signPlace(made, key)).toBe(token);
    },
  );

  it('is refused when a single bit of it is another one, or the key is not ours', () => {
    const bytes = Buffer.from(signPlace({ ...place, url: 'https://a.example/' }, key), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const forged = Buffer.from(bytes);
      forged[at] = (forged[at] ?? 0) ^ 1;
      expect(readPlace(forged.toString('base64url'), macOfKey)).toBeNull();
    }
    const content = bytes.subarray(20);
    const other = Buffer.concat([bytes.subarray(0, 4), createHmac('sha256', 'other').update(content).digest().subarray(0, 16), content]);
    expect(readPlace(other.toString('base64url'), macOfKey)).toBeNull();
    expect(readPlace('x'.repeat(5_000), macOfKey)).toBeNull();
  });
});

describe('UTM parameters', () => {
  const utm = { source: 'news', medium: 'email', campaign: 'Spring & more' };
  const added = 'utm_source=news&utm_medium=email&utm_campaign=Spring%20%26%20more';
  it.each([
    ['https://a.example', `https://a.example?${added}`],
    ['https://a.example/x?y=1', `https://a.example/x?y=1&${added}`],
    ['https://a.example/x?', `https://a.example/x?${added}`],
    ['https://a.example/x#part?', `https://a.example/x?${added}#part?`],
    ['https://a.example/?UTM_source=own', 'https://a.example/?UTM_source=own&utm_medium=email&utm_campaign=Spring%20%26%20more'],
    [`https://a.example/?${added}`, `https://a.example/?${added}`],
  ])('are added to %s', (url, expected) => {
    expect(withUtm(url, utm)).toBe(expected);
    expect(withUtm(url, null)).toBe(url);
  });
});

describe('visitors', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  it.each([
    [FIREFOX, 'person', 'person'],
    ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'proxy', 'machine'],
    ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'proxy', 'machine'],
    ['Mozilla/5.0', 'proxy', 'machine'],
    ['python-requests/2.32', 'machine', 'machine'],
    ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'machine', 'machine'],
    ['', 'machine', 'machine'],
  ])('%s', (agent, opening, clicking) => {
    const signs = { method: 'GET', headers: { 'user-agent': agent } };
    expect([visitorOf(signs, 'opened'), visitorOf(signs, 'clicked')]).toEqual([opening, clicking]);
  });

  it('are machines when they ask for the head, or say that they are ahead', () => {
    expect(visitorOf({ method: 'HEAD', headers: { 'user-agent': FIREFOX } }, 'clicked')).toBe('machine');
    expect(visitorOf({ method: 'GET', headers: { 'user-agent': FIREFOX, 'sec-purpose': 'prefetch;prerender' } }, 'clicked')).toBe(
      'machine',
    );
  });

  it('are machines when they follow three links of a message at once, and people when they take their time', () => {
    const visit = (linkKey: string, seconds: number): Visit => ({
      campaignId: 'c',
      recipientId: 'r',
      linkKey,
      type: 'clicked',
      visitor: 'person',
      device: { kind: 'unknown', system: 'unknown', app: 'unknown' },
      at: new Date(Date.UTC(2026, 0, 1) + seconds * 1_000),
      arrivedAt: 0,
    });
    const kindsOf = (visits: Visit[]): string[] => withMachines(visits, visits).map(({ visitor }) => visitor);
    expect(kindsOf([visit('a', 0), visit('b', 0.5), visit('c', 1)])).toEqual(['machine', 'machine', 'machine']);
    expect(kindsOf([visit('a', 0), visit('b', 10), visit('c', 20)])).toEqual(['person', 'person', 'person']);
    expect(kindsOf([visit('a', 0), visit('a', 0.5), visit('a', 1)])).toEqual(['person', 'person', 'person']);
    const sent = '2026-01-01T00:00:00.000Z';
    expect([3, 6].map((seconds) => isTooSoon(new Date(Date.parse(sent) + seconds * 1_000), sent))).toEqual([true, false]);
  });
});
