import { judgeMessage } from './judgeMessage.js';

const WORDS = 'The first beans of the year have come, and there is a bench in the sun with a cup for whoever walks by on Saturday morning.';

/** The codes for a body with enough words and a plain subject around it. */
const codesOf = (body: string, subject = 'The beans have landed'): string[] =>
  judgeMessage({ subject, html: `<body style="color:#222;background:#fff">${body}<p>${WORDS}</p></body>` }).map(({ code }) => code);

it('finds nothing in an ordinary message', () => {
  expect(
    codesOf(`<h1 style="color:#0f5f70">Beans</h1><img src="a.png" alt="A sack of beans" width="600"><a href="https://shop.example.com" style="color:#0f5f70">
      shop.example.com</a> <a href="https://www.example.com/x" style="color:#0f5f70">Example.com</a><img src="rule.png" width="600" height="1">`),
  ).toEqual([]);
});

describe('images', () => {
  it.each([
    ['<img src="a.png"><img src="b.png">', ['template.altMissing']],
    ['<img src="a.png" alt="">', []],
    ['<img src="dot.png" width="1" height="1">', []],
    ['<a href="https://example.com"><img src="a.png" alt=""></a>', ['template.linkHasNoWords']],
    ['<a href="https://example.com"><span><img src="a.png"></span> Shop</a>', ['template.altMissing']],
    ['<img src="a.png" alt="IMG_2041.JPG">', ['template.altIsFileName']],
    ['<img src="a.png" alt="holiday-photo.png">', ['template.altIsFileName']],
    ['<img src="a.png" alt="We read package.json together.">', []],
    ['<div style="display:none"><img src="a.png"></div>', []],
  ])('%s', (body, codes) => expect(codesOf(body)).toEqual(codes));

  it('counts them', () =>
    expect(judgeMessage({ subject: 'Beans', html: `<p>${WORDS}</p><img src="a"><img src="b">` })[0]?.message).toBe(
      '2 images have no alt text. Describe what they show, or write alt="" for decoration.',
    ));

  it.each([
    ['<img src="a.png" alt="All of it" width="600"><p>Buy</p>', ['template.mostlyImages']],
    ['<img src="a.png" alt="All of it" width="40"><p>Buy</p>', []],
    [
      '<img src="a.png" alt="图" width="600"><p>第一批豆子今天到了，星期六早上来店里坐坐，喝一杯刚磨好的咖啡，晒晒太阳，看看花园里的新树。</p>',
      [],
    ],
    ['<p>Buy</p>', []],
  ])('has words beside them: %s', (body, codes) =>
    expect(judgeMessage({ subject: 'Beans', html: body }).map(({ code }) => code)).toEqual(codes),
  );
});

describe('contrast', () => {
  it.each([
    ['<p style="color:#999">Pale</p>', ['template.lowContrast']],
    ['<p style="color:#767676">Just dark enough</p>', []],
    ['<h1 style="color:#949494">Large</h1>', []],
    ['<p style="color:#949494;font-size:19px;font-weight:700">Bold</p>', []],
    ['<p style="color:#949494;font-size:19px">Not bold</p>', ['template.lowContrast']],
    ['<table bgcolor="#ffee00"><tr><td style="color:#fff">White on yellow</td></tr></table>', ['template.lowContrast']],
    ['<div style="background:url(x.png);color:#fff">On a picture</div>', []],
    ['<div style="background:#123"><a href="https://example.com">A link that has no colour</a></div>', ['template.lowContrast']],
    ['<p style="color:hsl(0 0% 60%)">Other notation</p>', ['template.lowContrast']],
    ['<p style="color:var(--x)">Unknown</p>', []],
  ])('%s', (body, codes) => expect(codesOf(body)).toEqual(codes));

  it('names the worst and how many there are', () =>
    expect(
      judgeMessage({
        subject: 'Beans',
        html: '<p style="color:#aaa">Pale</p><p style="color:#ccc">Paler than the other one, and long enough to be cut</p>',
      }).find(({ code }) => code === 'template.lowContrast')?.message,
    ).toBe(
      '“Paler than the other one, and long enou…” is hard to read: its contrast with the background is 1.6 to 1, and 4.5 to 1 is needed. 1 other text is as well. Choose a darker or lighter colour.',
    ));
});

it.each([
  ['<p style="color:#222">Letters only</p>', true],
  ['<p style="background-color:#eee">Ground only</p>', true],
  ['<div style="background:#eee"><p style="color:#222">Both</p></div>', false],
  ['<p>Neither</p>', false],
  ['<p style="background:transparent">Neither</p>', false],
])('dark mode: %s', (html, isRisky) =>
  expect(judgeMessage({ subject: 'Beans', html }).some(({ code }) => code === 'template.darkMode')).toBe(isRisky),
);

describe('links', () => {
  it.each([
    ['<a style="color:#00e" href="https://evil.example.net/x">www.example.com</a>', ['template.linkLooksElsewhere']],
    ['<a style="color:#00e" href="https://evil.example.net/x">https://example.com/a?b</a>', ['template.linkLooksElsewhere']],
    ['<a style="color:#00e" href="https://example.com.evil.net/">example.com</a>', ['template.linkLooksElsewhere']],
    ['<a style="color:#00e" href="https://shop.example.com/x">example.com</a>', []],
    ['<a style="color:#00e" href="https://bücher.example/">bücher.example</a>', []],
    ['<a style="color:#00e" href="https://example.com/x">Version 2.0</a>', []],
    ['<a style="color:#00e" href="https://example.com/x">Read on. Then</a>', []],
    ['<a style="color:#00e" href="mailto:a@b.example">example.com</a>', []],
    ['<a style="color:#00e" href="https://bit.ly/3x">Shop</a>', ['template.linkShortened']],
    ['<a style="color:#00e" href="http://192.0.2.7/x">Shop</a>', ['template.linkToNumber']],
    ['<a style="color:#00e" href="http://[2001:db8::1]/x">Shop</a>', ['template.linkToNumber']],
    ['<a style="color:#00e" href="https://">Nowhere</a>', []],
  ])('%s', (body, codes) => expect(codesOf(body)).toEqual(codes));
});

describe('subjects', () => {
  it.each([
    ['BIG SALE TODAY ONLY', ['template.subjectShouts']],
    ['GROSSE ÜBERRASCHUNG', ['template.subjectShouts']],
    ['NASA und ESA', []],
    ['ご案内：新しい豆が届きました', []],
    ['نشرة نوفمبر', []],
    ['Last chance!!!', ['template.subjectPunctuation']],
    ['Really?!', ['template.subjectPunctuation']],
    ['Now! Here! Today! Go', ['template.subjectPunctuation']],
    ['¿Vienes el sábado?', []],
    ['Beans! At last.', []],
    ['Re: your order', ['template.subjectPretends']],
    ['AW: Ihr Termin', ['template.subjectPretends']],
    ['Review: the new roast', []],
    ['Regarding: the roof', []],
    ['🎉🎉🎉🎉 Party', ['template.subjectEmoji']],
    ['☕ Coffee at 1–3 €', []],
  ])('%s', (subject, codes) => expect(codesOf('', subject)).toEqual(codes));
});

it('says nothing about the footer that Rapport adds', () =>
  expect(
    codesOf('<div style="background:#000;color:#fff">x<div class="rp-footer"><p style="color:#667085">Unsubscribe</p></div></div>'),
  ).toEqual([]));

it('reads what is hostile without losing its way', () => {
  const deep = `${'<div style="color:#222">'.repeat(500)}x${'</div>'.repeat(500)}`;
  expect(() => judgeMessage({ subject: '!'.repeat(5_000), html: deep })).not.toThrow();
  expect(() => judgeMessage({ subject: '', html: '<p style="color:;;background:url(">a<a href>b' })).not.toThrow();
  judgeMessage({ subject: `${'a.'.repeat(2_000)}!`, html: `<a href="https://x.example">${'a.'.repeat(50_000)}</a>`.repeat(20) });
});
