import { codesOf, renderMail } from '../../../../test/support/renderedMail.js';

const page = `<!doctype html><html><head>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->
<!--[if mso]><style>.b { font-family: Arial, sans-serif !important }</style><![endif]-->
<style>.b{color:#fff}</style></head><body>
<!--[if mso]><table width="600"><tr><td width="300"><![endif]-->
<div>left</div>
<!--[if mso]></td><td width="300"><![endif]-->
<div>right</div>
<!--[if mso]></td></tr></table><![endif]-->
<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="https://example.com/?n={{ first_name }}" style="height:40px;v-text-anchor:middle;width:200px" arcsize="10%" strokecolor="#1e3650" fillcolor="{{ custom.fill }}"><w:anchorlock/><center>Shop, {{ company }}</center></v:roundrect><![endif]-->
<!--[if !mso]><!--><a class="b" href="https://example.com/">Shop</a><!--<![endif]-->
</body></html>`;

describe('conditional comments', () => {
  const { html, text } = renderMail(page, { fill: '#00aa55' });

  it('stay where they were, with what they open and close', () => {
    for (const kept of [
      '<!--[if mso]><table width="600"><tr><td width="300"><![endif]-->',
      '<!--[if mso]></td><td width="300"><![endif]-->',
      '<!--[if mso]></td></tr></table><![endif]-->',
      '<!--[if !mso]><!-->',
      '<!--<![endif]-->',
    ])
      expect(html.slice(html.indexOf('<body'))).toContain(kept);
    expect(codesOf(page)).toEqual([]);
  });

  it('that hold settings and styles for Outlook go into the head, with the names that Outlook asks for', () => {
    const head = html.slice(0, html.indexOf('</head>'));
    expect(head).toContain(
      '<xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>',
    );
    expect(head).toContain('<!--[if mso]><style>.b { font-family: Arial, sans-serif !important }</style><![endif]-->');
    expect(head).toContain('xmlns:v="urn:schemas-microsoft-com:vml"');
    expect(head).toContain('.b{color:#fff}');
  });

  it('have their tags filled in, each as its place asks for', () => {
    expect(html).toContain('href="https://example.com/?n=Ada"');
    expect(html).toContain('fillcolor="#00aa55"');
    expect(html).toContain('<w:anchorlock/><center>Shop, Bolt &amp; Sons</center></v:roundrect>');
  });

  it('are not in the text part; what others than Outlook read is', () => {
    expect(text).not.toMatch(/mso|endif|Bolt|roundrect/);
    expect(text).toContain('Shop <https://example.com/>');
  });

  it.each([
    '<![if !mso]>%<![endif]>',
    '<!--[if !mso]><!-->%<!--<![endif]-->',
    '<!--[if !mso]>-->%<!--<![endif]-->',
    '<!--[if !mso]><!-- -->%<!--<![endif]-->',
  ])('%s keeps its content', (marks) => {
    expect(renderMail(marks.replace('%', '<b>seen</b>')).html).toContain('<b>seen</b>');
  });

  it.each([
    'mso',
    '!mso',
    'gte mso 9',
    'lt mso 12',
    '(gte mso 9)|(IE)',
    'mso | IE',
    '(mso)&(!IE)',
    'true',
    'gte mso 9 & lt mso 16',
    'IE 7',
  ])('are kept for [if %s]', (condition) => {
    expect(renderMail(`<!--[if ${condition}]><p>x</p><![endif]-->`).html).toContain(`<!--[if ${condition}]><p>x</p><![endif]-->`);
  });

  it('inside of tables, around rows, keep the table together', () => {
    const { html } = renderMail(
      '<table><!--[if mso]><tr><td>o</td></tr><![endif]--><tr><td>a</td></tr><!--[if mso]><tr><td>p</td></tr><![endif]--></table>',
    );
    expect(html.replace(/ style="[^"]*"/g, '')).toContain(
      '<table><!--[if mso]><tr><td>o</td></tr><![endif]--><tr><td>a</td></tr><!--[if mso]><tr><td>p</td></tr><![endif]--></table>',
    );
  });

  it('with conditions of Liquid around and inside of them still work', () => {
    const source =
      '{% if custom.x %}<!--[if mso]><td>{% if custom.x == "1" %}{{ custom.x }}{% else %}no{% endif %}</td><![endif]-->{% endif %}';
    expect(renderMail(source, { x: '1' }).html).toContain('<!--[if mso]><td>1</td><![endif]-->');
    expect(renderMail(source).html).not.toContain('mso]><td>');
  });
});

describe('hostile conditional comments', () => {
  it.each([
    '<!--[if mso]><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)" onclick="x">a</a><![endif]-->',
    '<!--[if mso]><v:rect onmouseover="alert(1)" href="javascript:alert(1)" src="javascript:x" style="behavior:url(x.htc)"/><![endif]-->',
    '<!--[if mso]><iframe src="https://example.net"></iframe><form action="x"><input></form><object data="x"></object><![endif]-->',
    '<!--[if mso]><o:p onload="x"><svg onload="x"><script>1</script></svg></o:p><![endif]-->',
    '<!--[if mso]><style>a{b:expression(1);background:url(javascript:x)}</style><![endif]-->',
    '<!--[if mso]><a href="&#106;avascript:alert(1)">x</a><![endif]-->',
    '<!--[if mso]><p title="--><script>alert(1)</script>">x</p><![endif]-->',
    '<p title="<!--[if mso]>x<![endif]-->&quot;<script>">x</p>',
    '<!--[if mso]><p title="{{ custom.evil }}">{{ custom.evil }}</p><![endif]-->',
    '<!--[if !mso]><!--><script>alert(1)</script><!--<![endif]-->',
    '<!--[if mso]><textarea><script>alert(1)</script></textarea><title><script>x</script></title><![endif]-->',
    '<!--[if {{ custom.evil }}]><p>x</p><![endif]-->',
    '<style><!--[if mso]>a{}<![endif]--><script>alert(1)</script></style>',
    '<!--[if mso]><meta http-equiv="refresh" content="0"><base href="https://example.net"><link rel="stylesheet" href="x"><![endif]-->',
  ])('%s', (source) => {
    const { html } = renderMail(source, { evil: '--><script>alert(1)</script><!--' });
    const unquoted = html.replace(/"[^"]*"/g, '""');
    expect(unquoted).not.toMatch(/<script|<iframe|<form|<input|<object|<svg|\son[a-z]+=|<base|<link|http-equiv/i);
    expect(html).not.toMatch(/(?:href|src)="\s*javascript|expression\(|\.htc/i);
    // A browser reads a comment up to the first end of one.
    expect(html.replace(/<!--[\s\S]*?-->/g, '').replace(/"[^"]*"/g, '""')).not.toMatch(/<script|endif|\[if/i);
  });

  it.each([
    '<!--[if mso]><p>never ended -->',
    '<!--[if mso]><p>x</p><!-- y --><p>z</p><![endif]-->',
    '<!--[if vbscript"()]><p>x</p><![endif]-->',
    '<!--[if !mso]><!--><p>no end</p>',
    '<p>no start</p><!--[if !mso]><!--><p>x</p><!--<![endif]--><![if mso]>',
  ])('that cannot be kept are taken out with a warning: %s', (source) => {
    expect(codesOf(source)).toContain('template.commentRemoved');
    expect(renderMail(source).html.replace(/<!--\[if [\s\S]*?<!\[endif\]-->/g, '')).not.toMatch(/\[if|endif/);
  });

  it('never hide what the law asks for', () => {
    for (const source of [
      '<!--[if mso]>',
      '<![if mso]>',
      '<!--[if !mso]><!-->',
      '<!--',
      '<!--[if mso]><div style="display:none"><![endif]-->',
    ])
      expect(renderMail(`<p>x</p>${source}`).html.replace(/<!--[\s\S]*?-->/g, '')).toContain('>Unsubscribe</a>');
  });
});
