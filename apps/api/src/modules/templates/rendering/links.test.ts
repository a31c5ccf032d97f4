import { linksOf, renderMail } from '../../../../test/support/renderedMail.js';

const link = (href: string, customFields: Record<string, string> = {}, before = ''): string =>
  linksOf(renderMail(`${before}<a href="${href}">x</a>`, customFields).html)[0] ?? 'no link';

describe('an address', () => {
  it.each([
    ['https://files.example.com/Price list.pdf', 'https://files.example.com/Price%20list.pdf'],
    ['https://files.example.com/Two  blanks.pdf', 'https://files.example.com/Two%20%20blanks.pdf'],
    ['mailto:a@example.com?subject=Yes please', 'mailto:a@example.com?subject=Yes%20please'],
    ['sms:+15550100?body=Yes please', 'sms:+15550100?body=Yes%20please'],
    ['tel:+1 555 0100', 'tel:+1%20555%200100'],
    ['  https://example.com/a b\t\n', 'https://example.com/a%20b'],
    ['\u00a0https://example.com/a\u00a0b\u00a0', 'https://example.com/a%20b'],
    ['https://example.com/a\n      b', 'https://example.com/a%20b'],
    ['https://example.com/?q=a%20b+c', 'https://example.com/?q=a%20b+c'],
    ['#part two', '#part%20two'],
    ['https://https://example.com/x', 'https://example.com/x'],
    ['http://HTTPS://example.com/x', 'HTTPS://example.com/x'],
    ['//example.com/x', 'https://example.com/x'],
    ['https://example.com/?to=https://example.org', 'https://example.com/?to=https://example.org'],
  ])('written as %j leads to %s', (written, href) => {
    expect(link(written)).toBe(href);
  });

  it.each([
    ['https://files.example.com/Price list.pdf', 'https://files.example.com/Price%20list.pdf'],
    [' https://example.com/a\tb ', 'https://example.com/a%20b'],
    ['https://e.example/?q=a%20b', 'https://e.example/?q=a%20b'],
    ['https://e.example/?q=100%', 'https://e.example/?q=100%25'],
    ['mailto:a@example.com?subject=Yes please', 'mailto:a@example.com?subject=Yes%20please'],
    ['acme.test/a b', 'https://acme.test/a%20b'],
    ['java script:alert(1)', '#'],
    ['java\u200bscript:alert(1)', '#'],
    ['data:text/html,x', '#'],
    ['cid:x', 'cid:x'],
    ['//example.com', 'https://example.com'],
  ])('that is a value, %j, leads to %s', (value, href) => {
    expect(link('{{ custom.site }}', { site: value })).toBe(href);
  });
});

describe('a scheme before a tag', () => {
  it.each([
    ['http://{{ unsubscribe_url }}', 'https://rapport.example.org/u/abc123'],
    ['https://https://{{ unsubscribe_url }}', 'https://rapport.example.org/u/abc123'],
    ['https:{{ unsubscribe_url }}', 'https://rapport.example.org/u/abc123'],
    ['//{{ unsubscribe_url }}', 'https://rapport.example.org/u/abc123'],
    ['https://{{ custom.site }}', 'http://acme.test/x'],
    ['https://{{ custom.bare }}/shop', 'https://acme.test/shop'],
    ['{{ unsubscribe_url }}?from=mail', 'https://rapport.example.org/u/abc123?from=mail'],
  ])('%s leads to %s', (written, href) => {
    expect(link(written, { site: 'http://acme.test/x', bare: 'acme.test' })).toBe(href);
  });
});

describe('a value in an address is encoded once', () => {
  const once = 'https://e.example/?m=ann%2Btag%40example.com';

  it.each([
    ['', 'https://e.example/?m={{ email | url_encode }}', once],
    ['', 'https://e.example/?m={{ email | downcase | url_encode }}', once],
    ['', 'https://e.example/?m={{ email | url_encode | downcase }}', 'https://e.example/?m=ann%2btag%40example.com'],
    ['', 'https://e.example/?m={{ email | url_encode | strip | default: "x" }}', once],
    ['', 'https://e.example/?m={{ email | url_encode | url_encode }}', once],
    ['', 'https://e.example/?m={{ email | url_encode | append: "&page=2" }}', `${once}&page=2`],
    ['', 'https://e.example/?{{ email | url_encode | prepend: "m=" }}', once],
    ['', 'https://e.example/?m={{ email | url_encode | append: company }}', `${once}Bolt%20%26%20Sons`],
    ['{% assign e = email | url_encode %}', 'https://e.example/?m={{ e }}', once],
    ['{% assign e = email | url_encode %}{% assign f = e %}', 'https://e.example/?m={{ f }}', once],
    ['{% assign e = email | url_encode | split: "," %}', 'https://e.example/?m={{ e | first }}', once],
    ['{% assign e = email | url_encode | split: "," %}', 'https://e.example/?m={% for one in e %}{{ one }}{% endfor %}', once],
    ['{% assign u = email | url_encode | prepend: "https://e.example/?m=" %}', '{{ u }}', once],
    ['{% assign u = "https://e.example/?m=" %}', '{{ u }}{{ email | url_encode }}', once],
    ['{% assign u = "https://e.example/?m=" | append: "a b" %}', '{{ u }}', 'https://e.example/?m=a%20b'],
    ['', '{% if email %}https://e.example/?m={{ email | url_encode }}{% endif %}', once],
    ['', 'https://e.example/?n={{ full_name | url_encode }}', "https://e.example/?n=Ada%20O'Neil"],
    ['', 'https://e.example/{{ full_name | url_encode }}/x', "https://e.example/Ada%20O'Neil/x"],
    ['', 'mailto:a@example.com?body={{ company | url_encode }}', 'mailto:a@example.com?body=Bolt%20%26%20Sons'],
    ['', 'https://e.example/?m={{ email }}', 'https://e.example/?m=ann%2Btag@example.com'],
    ['{% assign e = email %}', 'https://e.example/?m={{ e }}', 'https://e.example/?m=ann%2Btag@example.com'],
    ['', 'https://e.example/?m={{ email | upcase }}', 'https://e.example/?m=ANN%2BTAG@EXAMPLE.COM'],
    ['', 'https://e.example/?m={{ company | append: "&x=1" }}', 'https://e.example/?m=Bolt%20%26%20Sons%26x%3D1'],
    ['', 'https://e.example/?m={{ custom.encoded }}', 'https://e.example/?m=a%2520b'],
    ['', '{{ custom.whole }}', 'https://e.example/?m=a%20b'],
    ['', 'tel:{{ phone }}', 'tel:+15550100'],
    ['', 'sms:{{ phone }}?body={{ first_name }} here', 'sms:+15550100?body=Ada%20here'],
  ])('%s%s', (before, written, href) => {
    expect(link(written.replaceAll('"', '&quot;'), { encoded: 'a%20b', whole: 'https://e.example/?m=a%20b' }, before)).toBe(href);
  });

  it('and reads like the value where it is text', () => {
    const { html, text } = renderMail(
      '{% assign e = email | url_encode %}<p>{{ e }} {{ e | size }} {% if e == "ann%2Btag%40example.com" %}same{% endif %}</p>',
    );
    expect(html).toContain('ann%2Btag%40example.com 23 same');
    expect(text).toContain('ann%2Btag%40example.com 23 same');
  });
});

describe('a scheme that runs code leads nowhere, whatever made it', () => {
  const s = 'javascript:alert(1)';
  it.each([
    `{% cycle '${s}' %}`,
    `{% cycle 'a': '${s}', 'x' %}`,
    '{% cycle custom.evil %}',
    '{% if true %}{% cycle custom.evil %}{% endif %}',
    `{% if true %}{{ custom.evil }}{% endif %}`,
    `{% unless false %}{{ "${s}" }}{% endunless %}`,
    `{% case 1 %}{% when 1 %}{{ "${s}" }}{% endcase %}`,
    `{% for i in (1..1) %}{{ custom.evil }}{% endfor %}`,
    `{% assign u = "${s}" %}{{ u }}`,
    `{% assign u = "java" | append: "script:alert(1)" %}{{ u }}`,
    '{{ "java" }}{{ "script:alert(1)" }}',
    '{{ "java" }}script:alert(1)',
    '{{ custom.none }}{{ custom.evil }}',
    '{{ custom.evil | url_encode | replace: "%3A", ":" }}',
    '{{ custom.evil | upcase }}',
    '{{ "%6aavascript:x" }}',
    ' {{ custom.evil }}',
    '{{ "vbscript:x" }}',
    '{{ "data:text/html,x" }}',
    '{{ "&#106;avascript:x" }}',
    '{{ "java\tscript:x" }}',
    '{% cycle "java" %}{% cycle "script:x" %}',
    'http:{{ custom.evil }}',
    '{% if false %}https://example.com{% endif %}{{ custom.evil }}',
  ])('%s', (written) => {
    const { html, text } = renderMail(
      `<a href="${written.replaceAll('"', '&quot;')}">x</a><img src="${written.replaceAll('"', '&quot;')}">`,
      { evil: s },
    );
    for (const address of [...linksOf(html), /<img[^>]* src="([^"]*)"/.exec(html)?.[1] ?? '']) {
      expect(address).not.toMatch(/^\s*(?:java|vb|data)/i);
      expect(address).toMatch(/^(?:#|none|$|https?:\/\/|http:)/);
    }
    expect(text).not.toMatch(/<(?:javascript|vbscript|data):/i);
  });

  it('and one that is fine stays', () => {
    expect(linksOf(renderMail("<a href=\"{% cycle 'https://example.com/a', 'https://example.com/b' %}\">x</a>").html)).toEqual([
      'https://example.com/a',
    ]);
    const either = '<a href="{% if custom.a %}{{ custom.a }}{% else %}https://example.com/{{ email }}{% endif %}?x={{ first_name }}">x</a>';
    expect(linksOf(renderMail(either, { a: 'https://acme.test/p' }).html)).toEqual(['https://acme.test/p?x=Ada']);
    expect(linksOf(renderMail(either).html)).toEqual(['https://example.com/ann%2Btag@example.com?x=Ada']);
  });
});

it.each(['{% cycle first_name %}', '{{ first_name }}', '{% for i in (1..1) %}{% cycle first_name, "x" %}{% endfor %}'])(
  'escapes what %s prints, in text and in attributes',
  (tag) => {
    const { html } = renderMail(`<p title="${tag.replaceAll('"', '&quot;')}">${tag}</p>`, {}, {});
    expect(html).toContain('Ada');
    const evil = renderMail(`{% assign first_name = custom.evil %}<p title="${tag.replaceAll('"', '&quot;')}">${tag}</p>`, {
      evil: '"><script>x</script>',
    }).html;
    expect(evil).not.toContain('<script');
    expect(evil).toContain('&quot;&gt;&lt;script');
  },
);

it.each([
  '{{ email | __url }}',
  '{% __link %}x{% end__link %}',
  '{% end__link %}',
  '{% assign rapport_unsubscribe_url = "x" %}',
  '{{ email |__url_part }}',
])('refuses %s: the name is ours', (source) => {
  for (const bodyHtml of [source, `<a href="${source.replaceAll('"', '&quot;')}">x</a>`]) {
    expect(() => renderMail(bodyHtml)).toThrow(expect.objectContaining({ code: 'template.broken' }));
    expect(() => renderMail('x', {}, { subject: source })).toThrow(expect.objectContaining({ code: 'template.broken' }));
  }
});
