import { mergeTagsFor, type TemplateSource } from '@rapport/common';
import { processorMsSince } from '../../../../test/support/processorTime.js';
import { compileTemplate } from './compileTemplate.js';
import { inspectTemplate } from './inspectTemplate.js';
import type { RenderContact, RenderContext, RenderedMessage } from './RenderContext.js';

function context(contact: Partial<RenderContact> = {}, rest: Partial<RenderContext> = {}): RenderContext {
  return {
    contact: {
      firstName: 'Ada',
      lastName: "O'Neil",
      email: 'ada@example.com',
      phone: null,
      company: 'Bolt & Sons',
      customFields: {},
      ...contact,
    },
    sender: { name: 'Sam Field', email: 'sam@example.org' },
    workspace: { name: 'Northwind', postalAddress: '1 Long Road\nSpringfield', timeZone: 'Pacific/Auckland' },
    unsubscribeUrl: 'https://rapport.example.org/u/abc123',
    sentAt: new Date('2026-11-23T20:30:00.000Z'),
    ...rest,
  };
}

function render(bodyHtml: string, contact: Partial<RenderContact> = {}, rest: Partial<TemplateSource> = {}): RenderedMessage {
  return compileTemplate({ subject: 'S', bodyHtml, ...rest }).render(context(contact));
}

/** What a body becomes, without the page around it. */
function body(bodyHtml: string, contact: Partial<RenderContact> = {}): string {
  const html = render(bodyHtml, contact).html;
  return (
    /<div class="rp-body"[^>]*>([\s\S]*?)<\/div>\n<div class="rp-footer"/.exec(html)?.[1]?.replace(/ style="margin: 0 0 16px;"/g, '') ??
    html
  );
}

describe('rendering a message', () => {
  it('fills in subject, preheader, HTML and text from one source', () => {
    const message = render(
      '<h1>Hello {{ first_name }}</h1><p>{{ company }} &amp; more: <a href="https://example.com/?who={{ email }}">look</a></p>',
      {},
      {
        subject: '{{ first_name }}, news for {{ company }}',
        preheader: 'For {{ full_name }}',
        signature: '<p>{{ sender.name }}<br>{{ sender.email }}</p>',
      },
    );
    expect(message.subject).toBe('Ada, news for Bolt & Sons');
    expect(message.preheader).toBe("For Ada O'Neil");
    expect(message.html).toContain('Hello Ada</h1>');
    expect(message.html).toContain('Bolt &amp; Sons &amp; more');
    expect(message.html).toContain('For Ada O&#39;Neil&#847;');
    expect(message.text).toBe(
      'Hello Ada\n\nBolt & Sons & more: look <https://example.com/?who=ada@example.com>\n\nSam Field\nsam@example.org\n\n--\n\nNorthwind\n1 Long Road\nSpringfield\n\nUnsubscribe <https://rapport.example.org/u/abc123> if you would rather not hear from us by email, or choose what you get <https://rapport.example.org/u/abc123/preferences>.\n',
    );
  });

  it('uses the fallback for what is missing, empty or blank', () => {
    const source =
      '{{ first_name | default: "there" }}|{{ last_name | default: \'friend\' }}|{{ custom.plan | default: "free" }}|{{ full_name | default: "you" }}';
    expect(body(source, { firstName: null, lastName: '  ', customFields: { plan: '' } })).toBe('there|friend|free|you');
    expect(body(source, { customFields: { plan: 'pro' } })).toBe('Ada|O&#39;Neil|pro|Ada O&#39;Neil');
  });

  it('keeps conditions, loops and assignments working, also around table rows', () => {
    const rows = '<table><tbody>{% for item in items %}<tr><td>{{ item }}</td></tr>{% endfor %}</tbody></table>';
    expect(body(`{% assign items = "a,b" | split: "," %}${rows}`)).toContain('<tr><td>a</td></tr><tr><td>b</td></tr>');
    const source =
      '{% if custom.vip %}Dear{% else %}Hi{% endif %} {{ first_name | upcase }}{% assign first_name = "Zed" %}{{ first_name }}';
    expect(body(source, { customFields: { vip: true } })).toBe('Dear ADAZed');
    expect(body(source, { customFields: { vip: false } })).toBe('Hi ADAZed');
    expect(body('{% if custom.age > 3 %}a{% endif %}{% unless company == blank %}b{% endunless %}', { customFields: { age: 12 } })).toBe(
      'ab',
    );
  });

  it('understands tags as rich-text editors write them', () => {
    expect(
      body('<p>{{&nbsp;first_name | default: &quot;there&quot;&nbsp;}} {% if custom.age &gt; 3 %}ok{% endif %}</p>', {
        firstName: null,
        customFields: { age: 4 },
      }),
    ).toBe('<p>there ok</p>');
  });

  it('shows dates in the workspace zone and never moves a calendar date', () => {
    expect(
      body(
        '{{ today }}|{{ today | date: "%Y-%m-%d" }}|{{ custom.birthday | date: "%-d %B" }}|{{ custom.seen | date: "%H:%M" }}|{{ custom.odd | date: "%Y" }}',
        {
          customFields: { birthday: '1990-01-01', seen: '2026-11-23T20:30:00.000Z', odd: 'soon' },
        },
      ),
    ).toBe('24 November 2026|2026-11-24|1 January|09:30|soon');
  });

  it('keeps line breaks of a value in HTML and leaves text unescaped', () => {
    const message = render('<p>{{ custom.note }}</p>', { customFields: { note: 'a < b\nc "d"' } });
    expect(message.html).toContain('a &lt; b<br>c &quot;d&quot;');
    expect(message.text).toContain('a < b\nc "d"');
  });

  it('puts unsubscribe link and postal address into the footer unless the author has placed them visibly', () => {
    const count = (html: string): number => html.split('https://rapport.example.org/u/abc123"').length - 1;
    expect(count(render('<p>Hi</p>').html)).toBe(1);
    const placed = render('<p>Hi <a href="{{ unsubscribe_url }}">leave</a> {{ workspace.postal_address }}</p>');
    expect(count(placed.html)).toBe(1);
    expect(placed.html).not.toContain('rp-footer"');
    expect(count(render('{% if false %}<a href="{{ unsubscribe_url }}">leave</a>{% endif %}').html)).toBe(1);
    expect(count(render('<!-- {{ unsubscribe_url }} --><p>Hi</p>').html)).toBe(1);
    expect(count(render('<p>{% comment %}{{ unsubscribe_url }}{% endcomment %}Hi</p>').html)).toBe(1);
    expect(
      compileTemplate({ subject: 'S', bodyHtml: 'x' }).render(
        context({}, { workspace: { name: 'N', postalAddress: null, timeZone: 'UTC' } }),
      ).html,
    ).not.toContain('<br>');
  });

  it('inlines style sheets, keeps media queries and takes a whole document as its own page', () => {
    const html = render(
      '<html><head><title>x</title><style>.big { font-size: 30px } @media (max-width: 400px) { .big { font-size: 20px } }</style></head><body bgcolor="#eeeeee"><p class="big">Hi</p></body></html>',
    ).html;
    expect(html).toMatch(/<p class="big" style="font-size: 30px;">Hi<\/p>/);
    expect(html).toMatch(/@media \(max-width: 400px\)/);
    expect(html).toContain('bgcolor="#eeeeee"');
    expect(html).not.toContain('rp-column');
    expect(html.match(/<body/g)).toHaveLength(1);
    expect(html).not.toContain('<title>');
  });
});

it('exchanges its own colours in dark mode, never an author’s', () => {
  expect(render('<p>Hi</p>').html).toContain('prefers-color-scheme: dark');
  for (const coloured of [
    '<p style="color: #333">Hi</p>',
    '<td bgcolor="#fff">x</td>',
    '<style>p { background: #fff }</style><p>x</p>',
    '<font color="red">x</font>',
    '<body><p>x</p></body>',
  ]) {
    const { html } = render(coloured);
    expect(html).not.toContain('prefers-color-scheme');
    expect(html).toContain('<meta name="color-scheme" content="light">');
  }
});

describe('hostile values', () => {
  const evil = '"><script>alert(1)</script>';

  it('cannot become markup in text or in an attribute', () => {
    const html = body('<p title="{{ first_name }}">{{ first_name }}{% if true %}{{ first_name | append: "<b>" }}{% endif %}</p>', {
      firstName: evil,
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
    expect(html).toContain('title="&quot;&gt;&lt;script');
  });

  it.each([
    ['javascript:alert(1)', '#'],
    ['JaVa\nScript:alert(1)', '#'],
    ['data:text/html;base64,PHNjcmlwdD4=', '#'],
    ['vbscript:x', '#'],
    ['acme.test/shop?a=1', 'https://acme.test/shop?a=1'],
    ['https://acme.test/?q="x"', 'https://acme.test/?q=&quot;x&quot;'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('as a link, %j leads to %s', (value, href) => {
    expect(body('<a href="{{ custom.site }}">x</a>', { customFields: { site: value } })).toContain(`href="${href}"`);
  });

  it('are encoded inside a link and harmless inside a style', () => {
    expect(body('<a href="https://example.com/{{ company }}?q={{ first_name }}">x</a>', { firstName: 'a&b=c d"' })).toContain(
      'href="https://example.com/Bolt%20%26%20Sons?q=a%26b%3Dc%20d%22"',
    );
    expect(
      body('<p style="color: {{ custom.color }}">x</p>', { customFields: { color: 'red; background: url(https://example.net/track)' } }),
    ).not.toMatch(/color|red|track/);
    expect(body('<p style="color: {{ custom.color }}">x</p>', { customFields: { color: '#ff0000' } })).toContain('color: #ff0000');
  });

  it('never add a header line or control characters to the subject', () => {
    const subject = (firstName: string): string => render('x', { firstName }, { subject: 'Hi {{ first_name }}\r\n' }).subject;
    expect(subject('Eve\r\nBcc: all@example.com')).toBe('Hi Eve Bcc: all@example.com');
    expect(subject('\u0000\u0007\u2028\u202eEve\ud800')).toBe('Hi Eve\ufffd');
    expect([...subject('\u{1F600}'.repeat(500))].length).toBeLessThanOrEqual(250);
    expect(subject('\u{1F600}'.repeat(500))).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('hostile templates', () => {
  it('lose scripts, forms, frames, handlers and addresses that run code', () => {
    const html = body(
      `<script>alert(1)</script><form action="https://example.net"><input name="pw"><button>Go</button></form><iframe src="https://example.net"></iframe>
       <img src="x" onerror="alert(1)"><a href="javascript:alert(1)" onclick="x()">a</a><a href="jav&#x09;ascript:alert(1)">b</a><a href="java{{ custom.x }}script:alert(1)">c</a>
       <svg onload="alert(1)"><script>1</script></svg><object data="x"></object><base href="https://example.net"><meta http-equiv="refresh" content="0"><link rel="stylesheet" href="https://example.net/a.css">
       <img src="data:text/html,x"><img src="data:image/svg+xml;base64,x"><img alt="ok" src="data:image/png;base64,iVBORw0KGgo=">`,
    );
    expect(html).not.toMatch(
      /script|<form|<input|<button|<iframe|onerror|onclick|onload|<svg|<object|<base|<meta|<link|text\/html|svg\+xml/i,
    );
    expect(html).toContain('data:image/png;base64,iVBORw0KGgo=');
    expect(html).toContain('Go');
  });

  it('lose style constructs that load or run something', () => {
    const html = body(
      `<style>@import url("https://example.net/x.css"); .a { width: expression(alert(1)); background: url(javascript:alert(1)) } .b { behavior: url(x.htc); -moz-binding: url(x) } </style><p class="a" style="background: url('https://example.com/a.png'); width: e\\78 pression(alert(1))">x</p>`,
    );
    expect(html).not.toMatch(/@import|expression\(|javascript|behavior:|binding/i);
    expect(html).toContain('https://example.com/a.png');
  });

  it('cannot end the style block early', () => {
    expect(body('<style>.a{content:"</style><script>alert(1)</script>"}</style><p>x</p>')).not.toContain('<script');
  });

  it.each([
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ first_name.constructor }}',
    '{{ custom.__proto__.polluted }}',
    '{{ custom.constructor.constructor }}',
    '{{ sender.toString }}',
    '{{ today.constructor.name }}',
    '{{ "x" | append: first_name.__proto__ | remove: "x" }}',
  ])('reach nothing with %s', (source) => {
    expect(body(`[${source}]`)).toBe('[]');
  });

  it.each([
    '{% include "/etc/passwd" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{% block a %}{% endblock %}',
    '{{ "x" | raw }}',
    '{{ first_name | json }}',
    '{% liquid echo 1 %}',
    '{% if %}',
    '{{ "a',
    '{% for x in y %}',
  ])('do not compile with %s', (source) => {
    expect(() => compileTemplate({ subject: 'S', bodyHtml: source === '{{ "a' ? '{{ "a }}' : source })).toThrow(
      expect.objectContaining({ code: 'template.broken', status: 422 }),
    );
  });

  it.each([
    '{% for a in (1..100000000) %}x{% endfor %}',
    '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}{{ c }}{% endfor %}{% endfor %}{% endfor %}',
    '{% assign s = "xxxxxxxxxx" %}{% for a in (1..1000) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    `{% for a in (1..100000) %}${'y'.repeat(10_000)}{% endfor %}`,
    '{{ "now" | date: "%999999999d" }}',
  ])('that explode are stopped (%#)', (source) => {
    const begun = process.cpuUsage();
    expect(() => render(source)).toThrow(expect.objectContaining({ code: 'template.limitReached' }));
    expect(processorMsSince(begun)).toBeLessThan(3000);
  });

  it('with markup nested a thousand deep, or with words that look like our own marks, still render', () => {
    expect(render(`${'<div>'.repeat(3000)}deep`).text).toContain('deep');
    expect(body('lq0x0z {{ first_name }} lq1x0z')).toBe('lq0x0z Ada lq1x0z');
  });
});

describe('inspectTemplate', () => {
  const tags = mergeTagsFor([]);
  const inspect = (bodyHtml: string): string[] =>
    inspectTemplate({ subject: 'S', bodyHtml }, tags, context()).problems.map((problem) => `${problem.severity} ${problem.code}`);

  it('accepts a sound template and renders it', () => {
    const inspected = inspectTemplate({ subject: 'Hi {{ first_name | default: "you" }}', bodyHtml: '<p>Hello</p>' }, tags, context());
    expect(inspected.problems).toEqual([]);
    expect(inspected.rendered?.subject).toBe('Hi Ada');
  });

  it('finds what only the renderer knows', () => {
    expect(inspect('<p>{% if first_name = "x" %}a{% endif %}</p>')).toEqual(['error template.syntax']);
    expect(inspect('<p {% if first_name %}class="a"{% endif %}>x</p>')).toEqual(['error template.tagLost', 'error template.tagLost']);
    expect(inspect('<!-- {{ email }} -->x')).toEqual(['warning template.tagLost']);
    expect(inspect('{% for a in (1..90000000) %}x{% endfor %}')).toEqual(['error template.limitReached']);
    expect(inspect(`<p>${'long '.repeat(30_000)}</p>`)).toEqual(['warning template.tooLarge']);
  });

  it('still shows a preview when a tag is merely unknown', () => {
    const inspected = inspectTemplate({ subject: 'S', bodyHtml: 'Hi {{ firstname }}!' }, tags, context());
    expect(inspected.problems[0]?.code).toBe('template.unknownTag');
    expect(inspected.rendered?.text).toContain('Hi !');
  });
});

it('renders thousands of messages a second', () => {
  const paragraph =
    '<p>We made something for {{ company | default: "your company" }}. An honest paragraph, {{ first_name | default: "friend" }}, about what is new.</p>';
  const template = compileTemplate({
    subject: 'Hi {{ first_name }}',
    bodyHtml: paragraph.repeat(12),
    signature: '<p>{{ sender.name }}</p>',
  });
  const begun = process.cpuUsage();
  for (let index = 0; index < 2000; index += 1) template.render(context({ firstName: `N${index}` }));
  // Ten times slower than measured: this guards against losing an order of magnitude.
  expect(processorMsSince(begun)).toBeLessThan(4000);
});

describe('the brand in the layout', () => {
  const branded = (colour: string | null, name = 'Garden Club') =>
    compileTemplate(
      { subject: 'S', bodyHtml: '<p>Hello <a href="https://example.com">there</a></p>' },
      { name, colour, language: 'en', logo: { url: 'https://rapport.example.com/media/abc', width: 200, height: 50 } },
    ).render(context());

  it('shows the logo with its size and name, in the HTML only', () => {
    const { html, text } = branded(null);
    expect(html).toMatch(
      /<img[^>]*src="https:\/\/rapport\.example\.com\/media\/abc"[^>]*width="200"[^>]*height="50"[^>]*alt="Garden Club"/,
    );
    expect(text).not.toContain('Garden Club]');
  });

  it('colours links only where they can be read', () => {
    expect(branded('#0f6070').html).toContain('color: #0f6070');
    expect(branded('#ffe066').html).not.toContain('#ffe066');
  });

  it('takes no merge tag from the name of the workspace', () => {
    expect(branded(null, '{{ "a }} {% if x %}').html).toContain('/media/abc');
  });
});
