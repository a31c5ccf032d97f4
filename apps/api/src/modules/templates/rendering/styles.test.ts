import { codesOf, renderMail, sheetOf, styleOf, warningsOf } from '../../../../test/support/renderedMail.js';

describe('a value in a style', () => {
  const style = (declarations: string, customFields: Record<string, string> = {}): string =>
    styleOf(renderMail(`<b style="${declarations}">x</b>`, customFields).html, 'b');

  it.each([
    ...[
      'rgb(10, 20, 30)',
      'rgba(10,20,30,.5)',
      'rgb(10 20 30 / 50%)',
      'hsl(120deg 100% 25%)',
      'hsla(120, 100%, 25%, 0.3)',
      'hwb(194 0% 0%)',
    ],
    ...[
      'lab(52.2% 40.1 59.9)',
      'oklch(40.1% 0.123 21.57)',
      'color-mix(in srgb, red 50%, blue)',
      'var(--brand, #123)',
      '#abc',
      '#a1b2c3d4',
      'red',
    ],
  ])('%s stays', (colour) => {
    expect(style('color:{{ custom.colour }}', { colour })).toBe(`color: ${colour};`);
    expect(style(`color:{{ custom.none | default: '${colour}' }}`)).toBe(`color: ${colour};`);
  });

  it.each(['calc(100% - 20px)', 'min(100%, 600px)', 'max(10px, 2em)', 'clamp(1rem, 2.5vw, 2rem)', '50%', '-1.5em', '0'])(
    '%s stays',
    (width) => {
      expect(style('width:{{ custom.width }};margin:0', { width })).toBe(`width: ${width}; margin: 0;`);
      expect(style('width:calc({{ custom.width }} + 1px)', { width })).toBe(`width: calc(${width} + 1px);`);
    },
  );

  it('stays when it is a list of names or a gradient', () => {
    expect(style('font-family:{{ custom.font }}', { font: '"Open Sans", Arial, sans-serif' })).toBe(
      'font-family: "Open Sans", Arial, sans-serif;',
    );
    expect(style('background:{{ custom.bg }}', { bg: 'linear-gradient(90deg, red 0%, rgb(0, 0, 255) 100%)' })).toBe(
      'background: linear-gradient(90deg, red 0%, rgb(0, 0, 255) 100%);',
    );
    expect(style('color:{{ custom.colour }}', { colour: 'red !important' })).toBe('color: red !important;');
  });

  it.each([
    ...[
      'red;background:url(https://t.example)',
      'red}',
      '{',
      'url(javascript:alert(1))',
      'url(https://t.example/x)',
      'expression(alert(1))',
    ],
    ...[
      'e\\78pression(1)',
      'rgb(1,2,3',
      'rgb(1,2,3))',
      '"open',
      "'open",
      'red/*',
      'image-set("https://t.example/x" 1x)',
      'src("https://t.example")',
    ],
    ...[
      '</style><script>',
      'javascript:alert(1)',
      '@import "x"',
      'red: blue',
      'a\\;b',
      'attr(href)',
      '\u0000red',
      'element(#a)',
      'red !important; top: 0',
    ],
  ])('%j takes its whole declaration with it', (colour) => {
    const { html } = renderMail(`<b style="top: 1px; color: {{ custom.colour }}; left: 2px">x</b>`, { colour });
    expect(styleOf(html, 'b').replace(/\s+/g, ' ')).toBe('top: 1px; left: 2px;');
    expect(
      styleOf(renderMail('<b style="{% if true %}top:1px;{% endif %}color:{{ custom.colour }};left:2px">x</b>', { colour }).html, 'b'),
    ).toBe('top: 1px; left: 2px;');
    const sheet = sheetOf(
      renderMail('<style>@media (min-width:1px){.a{top:1px;color:{{ custom.colour }};left:2px}}</style><b class="a">x</b>', { colour })
        .html,
    );
    expect(sheet.replace(/[\s;]*;[\s;]*/g, ';')).toBe('@media (min-width:1px){.a{top:1px;left:2px}}');
  });

  it('is encoded inside an address that the author wrote', () => {
    expect(style("background:url('https://x.example/{{ custom.name }}.png')", { name: "a b')x" })).toBe(
      "background: url('https://x.example/a%20b%27%29x.png');",
    );
    expect(style('background:url({{ custom.name }})', { name: 'https://x.example/a b.png' })).toBe(
      'background: url(https://x.example/a%20b.png);',
    );
    expect(style('background:url({{ custom.name }})', { name: 'javascript:alert(1)' })).toBe('');
    expect(style('background:url({{ custom.name }});top:0', { name: 'data:text/html,x' })).toBe(' top: 0;');
  });

  it('works through conditions, in style sheets and in what is inlined from them', () => {
    expect(style('{% if custom.c %}color:{{ custom.c }}{% else %}color:blue{% endif %};top:0', { c: 'rgb(1, 2, 3)' })).toBe(
      'color: rgb(1, 2, 3); top: 0;',
    );
    const { html } = renderMail('<style>.a{color:{{ custom.c | default: "rgb(4, 5, 6)" }};top:0}</style><b class="a">x</b>');
    expect(styleOf(html, 'b')).toBe('color: rgb(4, 5, 6); top: 0;');
    expect(sheetOf(html).replace(/[\s;]*;[\s;]*/g, ';')).toBe('.a{ color: rgb(4, 5, 6);top:0}');
  });
});

describe('what an author writes', () => {
  it.each([
    'x',
    ':',
    ';;;',
    'color',
    'color:',
    ': red',
    '{}',
    'a{b:c}',
    '"',
    "'",
    '(',
    '\\',
    '/*',
    'color:red;x',
    '}{',
    '@media x{',
    'x;y;z',
    '!important',
  ])('as a style attribute, %j breaks nothing', (style) => {
    for (const bodyHtml of [
      `<p style="${style.replaceAll('"', '&quot;')}">y</p>`,
      `<style>p{top:0}</style><p style="${style.replaceAll('"', '&quot;')}">y</p>`,
    ])
      expect(renderMail(bodyHtml).text).toContain('y');
  });

  it('keeps data addresses, quotes and brackets whole', () => {
    expect(styleOf(renderMail('<b style="background:url(data:image/png;base64,iVBOR=);top:0">x</b>').html, 'b')).toBe(
      'background: url(data:image/png;base64,iVBOR=); top: 0;',
    );
    expect(styleOf(renderMail('<style>b{background:url("data:image/png;base64,iVBOR=");top:0}</style><b>x</b>').html, 'b')).toBe(
      'background: url("data:image/png;base64,iVBOR="); top: 0;',
    );
  });

  it('loses only what runs or loads something', () => {
    const { html } = renderMail(
      '<b style="width:expression(1);behavior:url(x);color:red;background:url(javascript:x);top:e\\78pression(1);-moz-binding:url(x)">x</b>',
    );
    expect(styleOf(html, 'b')).toBe('color: red;');
  });
});

describe('a style sheet', () => {
  const kept = [
    '@media (max-width:600px){.a{width:100%!important}}',
    '@media (width <= 480px){.d{display:block!important}}',
    '@media (400px <= width < 700px){.d{top:0}}',
    '@media (prefers-color-scheme:dark){.b{color:#fff!important}}',
    '.c:hover{color:red}',
    '.sm\\:full{width:100%}',
    '.w-1\\/2{width:50%}',
    '.q::before{content:"\\201C"}',
    '.q:after{content:"a;b}c"}',
    '[data-ogsc] .x{color:#fff}',
    '[data-ogsb] .x{background-color:#000}',
    'u + .body .x{top:0}',
    '@supports (display:grid){.g{display:grid}}',
    '@supports not (display:grid){.g{float:left}}',
    '@font-face{font-family:X;src:url(https://x.example/a.woff2) format("woff2")}',
    ':root{--x:#123;--y:calc(1px + 2px)}',
    '.v{color:var(--x, red)}',
    ':is(.a,.b) .e{top:0}',
    '.e:not(.f):has(> img){top:0}',
    '.n{color:red;&:hover{color:blue}.k{margin:0}}',
    '@layer base{.l{color:red}}',
    '@layer base, utilities;',
    '@container (min-width:400px){.m{top:0}}',
    '@keyframes k{0%{opacity:0}to{opacity:1}}',
    '.o{color:oklch(40% .12 21);width:min(100%,600px);inset:0}',
    '.p>.r~.s+.t{top:0}',
    '*|*{top:0}',
    'table[class="w"] td{top:0}',
  ];

  it.each(kept)('keeps %s as it is, in the head', (css) => {
    for (const bodyHtml of [
      `<style>${css}</style><p class="z">x</p>`,
      `<html><head><style>${css}</style></head><body><p class="z">x</p></body></html>`,
    ]) {
      const { html } = renderMail(bodyHtml);
      expect(sheetOf(html)).toContain(css);
      expect(html.slice(html.indexOf('<body'))).not.toMatch(/<style|@|\{/);
      expect(html.match(/<style/g)).toHaveLength(1);
    }
    expect(warningsOf(`<style>${css}</style><p>x</p>`)).toEqual([]);
  });

  it('keeps all of that together, and in the signature', () => {
    const sheet = sheetOf(renderMail('<body><p>x</p></body>', {}, { signature: `<style>${kept.join('')}</style><p>x</p>` }).html);
    for (const css of kept) expect(sheet).toContain(css);
  });

  it('is written into the elements by weight and order, with fallbacks', () => {
    const style = (css: string, element = '<b id="i" class="c d">x</b>'): string =>
      styleOf(renderMail(`<style>${css}</style>${element}`).html, 'b');
    expect(style('#i{color:red}.c.d{color:blue}b{color:green}')).toBe('color: red;');
    expect(style('.c{color:red!important}#i{color:blue}')).toBe('color: red !important;');
    expect(style('b{padding-left:1px}.c{padding:2px}')).toBe('padding-left: 1px; padding: 2px;');
    expect(style('b{color:red;color:oklch(40% .1 20)}')).toBe('color: red; color: oklch(40% .1 20);');
    expect(style('.sm\\:full{width:100%}', '<b class="sm:full">x</b>')).toBe('width: 100%;');
    expect(style('b{color:red}', '<b style="color:blue">x</b>')).toBe('color: blue;');
    expect(style('b{color:red!important}', '<b style="color:blue">x</b>')).toBe('color: red !important;');
    expect(style('.n{color:red;&:hover{color:blue}}', '<b class="n">x</b>')).toBe('color: red;');
    expect(style(':is(.c,.z){top:0}:where(#i){top:1px}')).toBe('top: 0;');
    expect(style('@layer x{.c{top:0}}@media screen{.c{left:0}}')).toBe('');
    expect(style('.c{--x:1px;top:var(--x)}')).toBe('top: var(--x);');
  });

  it('of a framework keeps only what cannot be written into elements', () => {
    const many = Array.from({ length: 2_000 }, (_, n) => `.col-${n}{width:${n}px}`).join('');
    const sheet = sheetOf(renderMail(`<style>${many}@media (max-width:600px){.col-1{width:100%}}</style><b class="col-7">x</b>`).html);
    expect(sheet).toContain('@media (max-width:600px){.col-1{width:100%}}');
    expect(sheet).not.toContain('.col-9{');
    expect(sheetOf(renderMail(`<style>${many}</style><b class="{{ custom.x }}">x</b>`).html)).toContain('.col-9{');
  });

  it('of a whole minified page arrives whole', () => {
    const css =
      '@media (max-width:600px){.a{width:100%!important}}@media (prefers-color-scheme:dark){.b{color:#fff!important}}.c:hover{color:red}@media (width <= 480px){.d{display:block!important}}.sm\\:full{width:100%}.q::before{content:"\\201C"}';
    const row = '<td class="a">a</td><td class="b">b</td><td class="c d sm:full q">c</td>';
    const { html } = renderMail(
      `<!doctype html><html><head><style>${css}</style></head>\n<body><table><tr>${row}</tr></table></body></html>`,
    );
    expect(sheetOf(html)).toBe(css);
    expect(html).toContain('class="c d sm:full q" style="width: 100%;"');
  });

  it('with an open end, a comment, or marks of old browsers is still read', () => {
    expect(styleOf(renderMail('<style><!-- b{color:red /* x } */; top:0 --></style><b>x</b>').html, 'b')).toBe('color: red; top: 0;');
    expect(styleOf(renderMail('<style>i{top:0} } b{color:red}</style><b>x</b>').html, 'b')).toBe('color: red;');
    expect(styleOf(renderMail('<style>b{color:red</style><b>x</b>').html, 'b')).toBe('color: red;');
  });

  it.each([
    ['@import url("https://x.example/a.css");', '@import'],
    ['@import "a.css" screen;', '@import'],
    ['@namespace svg url(https://x.example);', '@namespace'],
    ['.a{background:url(javascript:alert(1))}', 'javascript'],
    ['.a{background:url(//x.example/a.png)}', 'x.example'],
    ['.a{behavior:url(x.htc)}', 'behavior'],
    ['.a{width:expression(alert(1))}', 'expression'],
    ['.a{width:e\\78 pression(alert(1))}', 'pression'],
    ['.a{background:image-set("javascript:x" 1x)}', 'image-set'],
    ['@unknown x{.a{top:0}}', '@unknown'],
    ['@font-face{font-family:X;src:url(javascript:x)}', 'src'],
  ])('says that %s was taken out', (css, named) => {
    const bodyHtml = `<style>${css}.b{top:0}</style><p class="a b">x</p>`;
    const [warning] = warningsOf(bodyHtml);
    expect([warning?.code, warning?.severity, warning?.field]).toEqual(['template.styleRemoved', 'warning', 'bodyHtml']);
    expect(warning?.message).toContain(named);
    const { html } = renderMail(bodyHtml);
    expect(html).not.toMatch(/@import|@namespace|@unknown|javascript|behavior|pression|htc/);
    expect(sheetOf(html)).toContain('.b{top:0}');
  });

  it('says that a linked one is not loaded', () => {
    expect(codesOf('<link rel="stylesheet" href="https://x.example/a.css"><p>x</p>')).toEqual(['template.styleRemoved']);
  });

  it('cannot leave its element, nor can what is filled into it', () => {
    for (const css of [
      'a{content:"<\\/style><script>x</script>"}',
      '/*</style><script>x</script>*/',
      'a{b:{{ custom.x }}}',
      '{{ custom.x }}{a:b}',
      '@media {{ custom.x }}{a{b:c}}',
    ])
      expect(renderMail(`<style>${css}</style>x`, { x: '</style><script>x</script>' }).html).not.toContain('<script');
  });
});
