import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Preview {
  html: string;
  problems: { code: string; severity: string; field: string; message: string }[];
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
  await preview('<p>warm</p>');
});
afterAll(() => test.stop());

const preview = (bodyHtml: string, person = test.owner): Promise<Preview> =>
  dataOf<Preview>(person.post('templates/preview', { subject: 'S', bodyHtml }));

/** The longest time that the event loop left a timer waiting while `work` went on. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return longest;
}

const RUNAWAY: readonly (readonly [string, string])[] = [
  ['siblings', `<style>b${' ~ p'.repeat(6)}{color:red}</style>${'<p>x</p>'.repeat(55)}`],
  ['siblings of siblings', `<style>b ~ i ~ u ~ p ~ p ~ p ~ p{color:red}</style>${'<i></i><u></u><p>x</p>'.repeat(60)}`],
  ['descendants', `<style>${'div '.repeat(40)}b{color:red}</style>${'<div>'.repeat(150)}${'<p>x</p>'.repeat(5_000)}`],
  ['many rules', `<style>${'*{}'.repeat(33_000)}</style>${'<p>x</p>'.repeat(2_000)}`],
  ['many rules with content', `<style>${'*{a:b}'.repeat(20_000)}</style>${'<p>x</p>'.repeat(2_000)}`],
  [
    'many selectors',
    `<style>${Array.from({ length: 9_000 }, (_, n) => `:nth-child(${n + 1})`).join()}{a:b}</style>${'<p>x</p>'.repeat(9_000)}`,
  ],
  ['has', `<style>${':has('.repeat(20)}b${')'.repeat(20)}{color:red}</style>${'<div>'.repeat(190)}`],
  ['not', `<style>${':not(i '.repeat(30)}b${')'.repeat(30)}{color:red}</style>${'<div>'.repeat(190)}`],
  ['attributes', `<style>${'[class*="a"]'.repeat(5_000)}{a:b}</style>${`<p class="${'b'.repeat(50)}">x</p>`.repeat(5_000)}`],
  ['loops', '{%for a in (1..9999)%}{%for b in (1..9999)%}{%for c in (1..9999)%}{{c}}{%endfor%}{%endfor%}{%endfor%}'],
  ['silent loops', '{%for a in (1..9999)%}{%for b in (1..9999)%}{%endfor%}{%endfor%}'],
  ['doubling', `{%assign s="aaaaaaaaaaaaaaaa"%}${'{%assign s=s|append:s%}'.repeat(40)}{{s|upcase}}`],
  [
    'sorting',
    `{%assign s="${'a,'.repeat(1_500)}"%}${'{%assign s=s|append:s%}'.repeat(8)}{{s|split:","|sort|uniq|join:","|split:","|sort|size}}`,
  ],
  ['markup stripped', `{%assign s="<script<style<!--"%}${'{%assign s=s|append:s%}'.repeat(15)}{{s|strip_html}}`],
  ['open style sheet', `<style>${'a{b:c;'.repeat(60_000)}`],
  ['open comments in a style sheet', `<style>${'/*'.repeat(200_000)}</style>x`],
  ['open addresses in a style sheet', `<style>a{b:${'url('.repeat(100_000)}}</style>x`],
  ['open style attributes', `<p style="${'url('.repeat(100_000)}">x</p>`],
  ['escapes', `<style>a{b:${'\\41 '.repeat(150_000)}}</style>x`],
  ['imports', `<style>${'@import '.repeat(100_000)}</style>x`],
  ['style elements', '<style>'.repeat(100_000)],
  ['many style elements', '<style>a{b:c}</style>'.repeat(40_000)],
  ['elements without end', '<div>'.repeat(150_000)],
  ['attributes without end', `<a ${'b=c '.repeat(200_000)}`],
  ['entities', '&amp'.repeat(200_000)],
  ['conditional comments', '<!--[if mso]>'.repeat(70_000)],
  ['conditional comments with end', '<!--[if mso]>x<![endif]-->'.repeat(35_000)],
  ['comments', '<!--'.repeat(200_000)],
  ['tags in attributes', `<a href="${'{{ email }}'.repeat(80_000)}">x</a>`],
  ['tags in a style sheet', `<style>${'a{b:{{ email }}}'.repeat(50_000)}</style>x`],
  ['tags', '{{ email }}'.repeat(90_000)],
  ['nested conditions', `${'{% if email %}'.repeat(30_000)}${'{% endif %}'.repeat(30_000)}`],
  ['tables', '<table><tr><td>'.repeat(60_000)],
  ['blanks', `<a href="${' '.repeat(900_000)}x">x</a>`],
];

describe('a template that takes too long', () => {
  it.each(RUNAWAY)(
    '(%s) leaves the event loop free, and its preview ends',
    async (_, bodyHtml) => {
      const pauses: number[] = [];
      // A machine that is busy with other things may pause us; three times in a row it is our own doing.
      while (pauses.length < 3 && !pauses.some((pause) => pause < 250)) {
        pauses.push(
          await longestPause(async () => {
            const { html, problems } = await preview(bodyHtml.slice(0, 990_000));
            const errors = problems.filter(({ severity }) => severity === 'error');
            expect(html === '' ? errors.length : 1).toBeGreaterThan(0);
            for (const { code, message } of errors)
              expect([code, message.length > 20]).toEqual([expect.stringMatching(/^template\.\w+$/), true]);
          }),
        );
      }
      expect(Math.min(...pauses)).toBeLessThan(250);
    },
    60_000,
  );

  it('is refused when it is saved, with the field it belongs to, and stored nowhere', async () => {
    const before = await dataOf<{ id: string; version: number }>(
      test.owner.post('templates', { name: 'Sound', subject: 'S', bodyHtml: '<p>x</p>' }),
    );
    for (const bodyHtml of [RUNAWAY[0]?.[1], RUNAWAY[9]?.[1], RUNAWAY[11]?.[1]]) {
      const created = await errorOf(test.owner.post('templates', { name: 'Runaway', subject: 'S', bodyHtml }));
      const updated = await errorOf(test.owner.patch(`templates/${before.id}`, { version: 1, bodyHtml }));
      for (const error of [created, updated]) {
        expect(error).toMatchObject({ status: 422, fields: [{ field: 'bodyHtml', code: error.code }] });
        expect(['template.tooSlow', 'template.limitReached', 'template.tooLarge']).toContain(error.code);
      }
    }
    expect(await dataOf(test.owner.get(`templates/${before.id}`))).toMatchObject({ version: 1, bodyHtml: '<p>x</p>' });
    expect((await dataOf<{ items: unknown[] }>(test.owner.get('templates?search=Runaway'))).items).toEqual([]);
  });

  it('does not keep others from their previews', async () => {
    const other = await test.stranger('Paula Preview');
    const slow = Array.from({ length: 12 }, () => preview(RUNAWAY[10]?.[1] ?? ''));
    const quick = await preview('<p>quick</p>', other);
    const stillWaiting = await Promise.race([Promise.all(slow).then(() => false), Promise.resolve(true)]);
    expect(quick.html).toContain('quick');
    expect(stillWaiting).toBe(true);
    await Promise.all(slow);
  }, 60_000);

  it('waits in a queue that has an end', async () => {
    // They hold the one thread that a person may have for some seconds, however fast or slow the machine is.
    const slow = Array.from({ length: 4 }, () => preview(RUNAWAY[10]?.[1] ?? ''));
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => test.owner.post('templates/preview', { subject: 'S', bodyHtml: '<p>x</p>' })),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) expect([answer.status, answer.headers['retry-after']]).toEqual([429, '2']);
    await Promise.all(slow);
    expect((await preview('<p>again</p>')).html).toContain('again');
  }, 90_000);
});
