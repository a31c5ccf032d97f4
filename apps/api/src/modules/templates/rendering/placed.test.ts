import { codesOf, linksOf, renderMail, UNSUBSCRIBE_URL, warningsOf } from '../../../../test/support/renderedMail.js';

const LINK = '<a href="{{ unsubscribe_url }}">Leave</a>';
const ADDRESS = '{{ workspace.postal_address }}';

const ownLink = (html: string): boolean => />Unsubscribe<\/a> if you/.test(html);
const ownAddress = (html: string): boolean => html.includes('Northwind<br>');

describe('an unsubscribe link that every reader sees replaces ours', () => {
  it.each([
    LINK,
    '<a href="{{ unsubscribe_url }}?from=mail">Leave</a>',
    '<a href="{{ unsubscribe_url }}#top">Leave</a>',
    '<a href="http://{{ unsubscribe_url }}">Leave</a>',
    '<a href="https://https://{{ unsubscribe_url }}">Leave</a>',
    '<a href=" {{ unsubscribe_url }} ">Leave</a>',
    '<a href="{{unsubscribe_url}}">Leave</a>',
    '<a href="{{- unsubscribe_url -}}">Leave</a>',
    '<p>{{ unsubscribe_url }}</p>',
    '<a href="{{ unsubscribe_url }}">{{ unsubscribe_url }}</a>',
    '<a href="{{ unsubscribe_url }}">{{ first_name | default: "Leave" }}</a>',
    '<a href="{{ unsubscribe_url }}"><img src="https://x.example/a.png" alt="Leave"></a>',
    '<a href="{{ unsubscribe_url }}"><b><span>Leave</span></b></a>',
    `<table><tr><td style="font-size:0"><span style="font-size:13px">${LINK}</span></td></tr></table>`,
    `<div style="visibility:hidden"><p style="visibility:visible">${LINK}</p></div>`,
    '<div style="background:#000"><a style="color:#fff" href="{{ unsubscribe_url }}">Leave</a></div>',
    '<table bgcolor="black"><tr><td><a style="color:white" href="{{ unsubscribe_url }}">Leave</a></td></tr></table>',
    '<div style="background:url(https://x.example/a.png)"><a style="color:#fff" href="{{ unsubscribe_url }}">Leave</a></div>',
    `<style>@media (prefers-color-scheme:dark){.c{background:#000!important}.t a{color:#fff!important}}[data-ogsc] .t a{color:#fff}</style><div class="c t">${LINK}</div>`,
    `<style>a:hover{opacity:0}.other{display:none}@media print{a{display:none}}</style>${LINK}`,
    `<style>.m{display:none}@media (max-width:600px){.m{display:block!important}}</style>${LINK}`,
    `<div style="max-height:0">${LINK}</div>`,
  ])('%s', (source) => {
    const { html } = renderMail(source);
    expect(ownLink(html)).toBe(false);
    expect(html).toContain(UNSUBSCRIBE_URL);
    for (const href of linksOf(html)) expect(href).toMatch(new RegExp(`^${UNSUBSCRIBE_URL}(?:$|[?#])`));
    expect(codesOf(source).filter((code) => code !== 'template.mostlyImages')).toEqual([]);
  });
});

describe('an unsubscribe link that some reader cannot see or use leaves ours in place, with a warning', () => {
  const around: [string, string?][] = [
    ['<p style="display:none">LINK</p>'],
    ['<p style="DISPLAY : NONE !important">LINK</p>'],
    ['<p style="visibility:hidden">LINK</p>'],
    ['<p style="visibility:collapse">LINK</p>'],
    ['<p style="font-size:0">LINK</p>'],
    ['<p style="font-size:1px">LINK</p>'],
    ['<p style="font:0/0 a">LINK</p>'],
    ['<p style="opacity:0">LINK</p>'],
    ['<p style="opacity:.01">LINK</p>'],
    ['<p style="opacity:0%">LINK</p>'],
    ['<p style="mso-hide:all">LINK</p>'],
    ['<p hidden>LINK</p>'],
    ['<p hidden="hidden">LINK</p>'],
    ['<p style="max-height:0;overflow:hidden">LINK</p>'],
    ['<p style="height:0px;overflow:hidden">LINK</p>'],
    ['<p style="text-indent:-9999px">LINK</p>'],
    ['<p style="position:absolute;left:-9999px">LINK</p>'],
    ['<p style="position:absolute;clip:rect(0 0 0 0)">LINK</p>'],
    ['<p style="clip-path:inset(100%)">LINK</p>'],
    ['<p style="transform:scale(0)">LINK</p>'],
    ['<p style="filter:opacity(0)">LINK</p>'],
    ['<div><div style="display:none"><p style="display:block">LINK</p></div></div>'],
    ['<p style="display:{{ custom.d }}">LINK</p>'],
    ['<p style="{% if custom.d %}display:none{% endif %}">LINK</p>'],
    ['<!-- LINK -->'],
    ['<!--[if mso]>LINK<![endif]-->'],
    ['<!--[if !mso]><!-->LINK<!--<![endif]-->'],
    ['<![if !mso]>LINK<![endif]>'],
    ['<title>LINK</title>'],
    ['<html><head><title>{{ unsubscribe_url }}</title></head><body>x</body></html>'],
    ['{% if email %}LINK{% endif %}'],
    ['{% if email %}LINK{% else %}LINK{% endif %}'],
    ['{% unless custom.x %}LINK{% endunless %}'],
    ['{% for i in (1..1) %}LINK{% endfor %}'],
    ['{% case email %}{% when "x" %}LINK{% endcase %}'],
    ['{% assign unsubscribe_url = "https://example.com" %}LINK'],
    ['<p class="u">LINK</p>', '.u{display:none}'],
    ['<p class="u">LINK</p>', '.u{opacity:0!important}'],
    ['<p class="u">LINK</p>', '@media (max-width:600px){.u{display:none!important}}'],
    ['<p class="u">LINK</p>', '@media (max-width:600px){p a{font-size:0}}'],
    ['<p class="u">LINK</p>', '@supports (display:grid){.u{visibility:hidden}}'],
    ['<p class="u">LINK</p>', '@layer x{.u{display:none}}'],
    ['<p class="u">LINK</p>', '.w,[data-ogsc] .u{display:none}'],
    ['<p class="u">LINK</p>', 'u + div .u,u + .u{display:none}'],
    ['<div class="o"><p class="u">LINK</p></div>', '.o{color:red;.u{display:none}}'],
    ['<div class="o"><p class="u">LINK</p></div>', '.o{& > .u{display:none}}'],
    ['<p class="u">LINK</p>', ':root .u{display:none}'],
    ['<p class="u">LINK</p>', 'p:has(a){display:none}'],
    ['<p>LINK</p>', 'a:link{display:none}'],
    ['<p>LINK</p>', 'a:link{color:#fff}'],
    ['<p>LINK</p>', 'a[href]{display:none}'],
    ['<p>LINK</p>', '*{font-size:0}'],
    ['<p class="u">LINK</p>', '.u a{color:{{ custom.c }}}'],
    ['<div style="color:#fff">{{ unsubscribe_url }}</div>'],
    ['<div style="color:rgb(255 255 255 / 100%)">{{ unsubscribe_url }}</div>'],
    ['<div style="color:hsl(0 0% 99%)">{{ unsubscribe_url }}</div>'],
    ['<div style="color:transparent">{{ unsubscribe_url }}</div>'],
    ['<div style="color:#0000">{{ unsubscribe_url }}</div>'],
    ['<font color="white">{{ unsubscribe_url }}</font>'],
    ['<table bgcolor="#112233"><tr><td style="color:#123">{{ unsubscribe_url }}</td></tr></table>'],
    ['<div style="background-color:navy;color:#000080">{{ unsubscribe_url }}</div>'],
    ['<a href="{{ unsubscribe_url }}" style="color:white">Leave</a>'],
    ['<a href="{{ unsubscribe_url }}"></a>'],
    ['<a href="{{ unsubscribe_url }}"> &nbsp;&zwnj; </a>'],
    ['<a href="{{ unsubscribe_url }}"><span style="display:none">Leave</span></a>'],
    ['<a href="{{ unsubscribe_url }}">{{ first_name }}</a>'],
    ['<a href="{{ unsubscribe_url }}">{% if first_name %}Leave{% endif %}</a>'],
    ['<a href="{{ unsubscribe_url }}"><img src="https://x.example/a.png"></a>'],
    ['<a href="{{ unsubscribe_url }}"><img src="https://x.example/a.png" alt="Leave" width="1" height="1"></a>'],
    ['<a href="{{ unsubscribe_url }}"><!-- Leave --></a>'],
    ['<a href="{{ unsubscribe_url }}/leave">Leave</a>'],
    ['<a href="https://example.com/?to={{ unsubscribe_url }}">Leave</a>'],
    ['<a href="mailto:{{ unsubscribe_url }}">Leave</a>'],
    ['<a href="{{ unsubscribe_url | upcase }}">Leave</a>'],
    ['<a href="{{ unsubscribe_url | truncate: 10 }}">Leave</a>'],
    ['<a href="{% if email %}{{ unsubscribe_url }}{% endif %}">Leave</a>'],
    ['<a href="https://example.com">{{ unsubscribe_url }}</a>'],
    ['<p title="{{ unsubscribe_url }}">x</p>'],
    ['<img src="https://x.example/a.png" alt="{{ unsubscribe_url }}">'],
    ['<p id="{{ unsubscribe_url }}" class="{{ unsubscribe_url }}">x</p>'],
    ['<p style="background:url({{ unsubscribe_url }})">x</p>'],
  ];

  it.each(around)('%s %s', (markup, css = '') => {
    const source = `${css === '' ? '' : `<style>${css}</style>`}${markup.replaceAll('LINK', LINK)}<p>End</p>`;
    const { html, text } = renderMail(source);
    expect(ownLink(html)).toBe(true);
    expect(text).toContain(`Unsubscribe <${UNSUBSCRIBE_URL}>`);
    expect(codesOf(source)).toContain('template.unsubscribeNotVisible');
  });

  it('names the place', () => {
    const [problem] = warningsOf(`<p>a</p>\n<p style="display:none">${LINK}</p>`);
    expect(problem).toMatchObject({ severity: 'warning', field: 'bodyHtml', line: 2 });
  });
});

describe('the postal address', () => {
  it.each([`<p>${ADDRESS}</p>`, `<p>{{ workspace.postal_address | upcase }}</p>`, `<a href="https://example.com">${ADDRESS}</a>`])(
    'placed in %s replaces ours',
    (source) => {
      expect(ownAddress(renderMail(source).html)).toBe(false);
      expect(codesOf(source)).toEqual([]);
    },
  );

  it.each([
    `<html><head><title>${ADDRESS}</title></head><body>x</body></html>`,
    `<p title="${ADDRESS}">x</p>`,
    `<p style="display:none">${ADDRESS}</p>`,
    `<p style="color:#fff">${ADDRESS}</p>`,
    `{% if email %}${ADDRESS}{% endif %}`,
    `<p>{{ workspace.postal_address | truncate: 3 }}</p>`,
    `<!-- ${ADDRESS} -->x`,
    `{% assign workspace = "x" %}<p>${ADDRESS}</p>`,
    `<a href="https://example.com/?a=${ADDRESS}">x</a>`,
  ])('somewhere in %s leaves ours, with a warning', (source) => {
    expect(ownAddress(renderMail(source).html)).toBe(true);
    expect(codesOf(source)).toContain('template.postalAddressNotVisible');
  });
});

describe('our own footer', () => {
  it.each([
    '<style>.rp-footer,.rp-small,.rp-quiet,p,div,a{display:none!important;color:#fff!important;font-size:0!important;opacity:0!important;visibility:hidden!important}</style><span>x</span>',
    '<style>@media (min-width:1px){.rp-footer *{display:none!important;opacity:0!important}}</style>x',
    '<style>[class^="rp-"]{max-height:0!important;overflow:hidden!important}</style>x',
    '{% assign unsubscribe_url = "https://example.net" %}{% assign workspace = "x" %}x',
  ])('is not hidden or led elsewhere by %s', (source) => {
    const { html } = renderMail(source);
    expect(html).toContain(`href="${UNSUBSCRIBE_URL}"`);
    const [, small = ''] = /<p class="rp-small" style="([^"]*)">Northwind<br>1 Long Road/.exec(html) ?? [];
    const [, quiet = ''] = /<a class="rp-quiet" href="[^"]*" style="([^"]*)">Unsubscribe/.exec(html) ?? [];
    expect(`${small}${quiet}`).not.toMatch(/display: none|(?:font-size|opacity|max-height): 0[;\s]|: hidden/);
    if (source.includes('<style>')) {
      for (const firm of [
        'display: block !important',
        'visibility: visible !important',
        'opacity: 1 !important',
        'font-size: 12px !important',
      ])
        expect(small).toContain(firm);
    }
  });

  it.each(['{% break %}', '{% continue %}', '{% if true %}{% break %}{% endif %}'])(
    'is still there behind %s, which is a mistake',
    (source) => {
      expect(ownLink(renderMail(`${source}<p>x</p>`).html)).toBe(true);
      expect(codesOf(`${source}<p>x</p>`)).toContain('template.strayBranch');
    },
  );

  it('needs no guard without a style sheet', () => {
    expect(renderMail('<p>x</p>').html).not.toContain('display: block !important');
  });
});
