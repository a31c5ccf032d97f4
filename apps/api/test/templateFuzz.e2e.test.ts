import { SeededRandom } from './support/fuzz/SeededRandom.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

/** TEMPLATE_FUZZ_SEED repeats a run. */
const SEED = Number(process.env['TEMPLATE_FUZZ_SEED'] ?? (process.env['CI'] ? 980_307 : Date.now() % 1_000_000));
const BODIES = 60;

/** What parsers of HTML, CSS and Liquid stumble over, alone and in any order. */
const PIECES = [
  ...[
    '<p style="x">',
    '<p style="',
    '">',
    "'",
    '"',
    '<',
    '>',
    '</',
    '<!',
    '<!--',
    '-->',
    '<![endif]-->',
    '<!--[if mso]>',
    '<!--[if !mso]><!-->',
  ],
  ...[
    '<style>',
    '</style>',
    'a{b:c}',
    'a{',
    '}',
    '@media (width<=1px){',
    '@import url(',
    ';',
    ':',
    '/*',
    '*/',
    '\\',
    '\\0',
    'url(',
    ')',
    '(',
    '&',
  ],
  ...[
    ':is(',
    ':not(',
    '::before',
    '*|*',
    '[a=',
    ']',
    '#',
    '.',
    '~',
    '+',
    '>',
    '!important',
    '--x:',
    'var(',
    'calc(',
    '{{',
    '}}',
    '{%',
    '%}',
  ],
  ...[
    '{{ email }}',
    '{{ custom.x | default: "',
    '{% if email %}',
    '{% else %}',
    '{% endif %}',
    '{% for i in (1..3) %}',
    '{% endfor %}',
    '{% cycle ',
  ],
  ...[
    '{% assign a = email | url_encode %}',
    '{{ a }}',
    '{% comment %}',
    '{% endcomment %}',
    '{% break %}',
    '{{ "x" | date: "%',
    '{{ unsubscribe_url }}',
  ],
  ...[
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<a href="',
    '<a href="javascript:',
    '<img src=',
    '<v:rect ',
    '<xml>',
    '<html>',
    '<body>',
    '<head>',
    '<svg>',
  ],
  ...[
    '&amp;',
    '&#0;',
    '&#x110000;',
    '&nbsp;',
    '\u0000',
    '\ufdd0',
    '\ufdd2',
    '\ud800',
    '\u2028',
    '\n',
    '\t',
    ' ',
    'text',
    'lq0x0z',
    'rp0x',
    '\u{1F600}',
  ],
];

const FIXED = [
  '<p style="x">y</p>',
  '<p style="x">',
  '<style>x</style>y',
  '<style>{}</style>y',
  '<a href="">',
  '{{',
  '{%',
  '<',
  '\\',
  '{% endif %}',
  '<p style>',
];

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

it(`no template makes the server fail: saved, previewed, reviewed, tested or sent (TEMPLATE_FUZZ_SEED=${SEED})`, async () => {
  const random = new SeededRandom(SEED);
  const bodies = [
    ...FIXED,
    ...Array.from({ length: BODIES }, () => Array.from({ length: 1 + random.below(14) }, () => random.pick(PIECES)).join('')),
  ];
  const { owner } = test;
  await dataOf(owner.patch(`/api/v1/workspaces/${owner.workspaceId}`, { defaultFromEmail: 'club@example.org', defaultFromName: 'Club' }));
  const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'Readers' }));
  await dataOf(owner.post('contacts', { firstName: 'Ada', primaryEmail: 'ada@example.com', listIds: [list.id] }));
  let sent = 0;
  for (const [number, bodyHtml] of bodies.entries()) {
    const answers = [await owner.post('templates/preview', { subject: 'S', bodyHtml, signature: bodyHtml })];
    const saved = await owner.post('templates', { name: `Fuzz ${number}`, subject: 'S', bodyHtml });
    answers.push(saved);
    if (saved.status === 201) {
      const { id: templateId } = (saved.body as { data: { id: string } }).data;
      const campaign = await dataOf<{ id: string }>(
        owner.post('campaigns', { name: `Fuzz ${number}`, templateId, audience: { listIds: [list.id], excludeListIds: [] } }),
      );
      const steps = ['review', 'test', 'request-approval', 'approve', 'send'];
      for (const step of steps) {
        const path = `campaigns/${campaign.id}/${step}`;
        const answer =
          step === 'review' ? await owner.get(path) : await owner.post(path, step === 'test' ? { to: 'olivia@example.com' } : {});
        answers.push(answer);
        if (step === 'send' && answer.status < 300) sent += 1;
      }
    }
    for (const { status, text } of answers)
      expect([status < 500, bodyHtml, text.slice(0, 300)]).toEqual([true, bodyHtml, text.slice(0, 300)]);
  }
  // Otherwise nothing of it came as far as the renderer that sends.
  expect(sent).toBeGreaterThan(0);
}, 300_000);
