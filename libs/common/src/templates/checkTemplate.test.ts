import { checkTemplate, findTagUses, mergeTagsFor, normalizeMergeTags, tagsWithoutFallback, type TemplateSource } from './index.js';

interface ProcessorTime {
  readonly user: number;
  readonly system: number;
}

/** The library is for browsers too and knows no types of Node; its tests run there. */
const { cpuUsage } = (globalThis as unknown as { readonly process: { readonly cpuUsage: (since?: ProcessorTime) => ProcessorTime } })
  .process;

const tags = mergeTagsFor([
  { fieldName: 'plan', label: 'Plan', fieldType: 'select' },
  { fieldName: 'home town', label: 'Home town', fieldType: 'text' },
]);

function template(bodyHtml: string, rest: Partial<TemplateSource> = {}): TemplateSource {
  return { subject: 'News', bodyHtml, ...rest };
}

function codes(source: TemplateSource): string[] {
  return checkTemplate(source, tags).map((problem) => problem.code);
}

describe('checkTemplate', () => {
  it('finds nothing wrong with a sound template', () => {
    expect(
      checkTemplate(
        template(
          '<p>Hi {{ first_name | default: "there" }}, your plan: {{ custom.plan | default: "free" }}. {{ email }} {{ today | date: "%Y" }}</p>',
        ),
        tags,
      ),
    ).toEqual([]);
  });

  it('suggests the nearest tag for an unknown one and says where it stands', () => {
    expect(checkTemplate(template('<p>Hi</p>\n<p>{{ firstname | default: "x" }}</p>'), tags)).toEqual([
      {
        code: 'template.unknownTag',
        severity: 'error',
        field: 'bodyHtml',
        line: 2,
        message: 'There is no merge tag “firstname”. Did you mean {{ first_name }}?',
      },
    ]);
    expect(checkTemplate(template('{{ plan | default: 1 }}'), tags)[0]?.message).toContain('Did you mean {{ custom.plan }}?');
    expect(checkTemplate(template('{{ custom.shoe_size }}'), tags)[0]?.message).toContain('There is no custom field “shoe_size”');
  });

  it('finds unknown tags in conditions, loops, filter arguments and brackets', () => {
    expect(
      codes(
        template(
          '{% if vip_level > 3 %}a{% endif %}{% for x in orders %}{{ x }}{% endfor %}{{ first_name | default: nickname_of_person }}{{ custom["shoe size"] }}',
        ),
      ),
    ).toEqual(Array<string>(4).fill('template.unknownTag'));
    expect(codes(template('{{ custom["home town"] | default: "home" }}'))).toEqual([]);
  });

  it('knows the names a template defines itself', () => {
    expect(
      codes(template('{% assign who = first_name | default: "you" %}{{ who }}{% for i in (1..3) %}{{ i }}{{ forloop.index }}{% endfor %}')),
    ).toEqual([]);
  });

  it.each([
    ['{{ first_name', 'template.unclosedTag'],
    ['{{ first_name }', 'template.unclosedTag'],
    ['{{ }}', 'template.emptyTag'],
    ['{{ first_name | default: "there }}', 'template.openQuote'],
    ['{{ first_name | uppercase }}', 'template.unknownFilter'],
    ['{{ first_name | raw }}', 'template.unknownFilter'],
    ['{% if first_name %}Hi', 'template.unclosedBlock'],
    ['{% endif %}', 'template.strayClosing'],
    ['{% else %}', 'template.strayBranch'],
    ['{% capture x %}a{% endcapture %}', 'template.unknownBlock'],
    ['{% include "secrets" %}', 'template.unknownBlock'],
    ['{% render "x" %}', 'template.unknownBlock'],
    ['{% layout "x" %}', 'template.unknownBlock'],
    ['{{ constructor.constructor }}', 'template.unknownTag'],
    ['{{ __proto__ }}', 'template.unknownTag'],
  ])('reports %s as %s', (body, code) => {
    const problems = checkTemplate(template(body), tags).filter((problem) => problem.severity === 'error');
    expect(problems[0]).toMatchObject({ code, field: 'bodyHtml', line: 1 });
  });

  it('warns once for each tag that would leave a gap, and not where a condition or a default stands in', () => {
    const body =
      '{{ first_name }} {{ first_name }}{% if company %}{{ company }}{% else %}{{ company }}{% endif %}{% unless phone %}none{% else %}{{ phone }}{% endunless %}';
    const warnings = checkTemplate(template(body), tags);
    expect(warnings.map((problem) => problem.message)).toEqual([
      'Whoever has no first name sees a gap. Add a fallback: {{ first_name | default: "there" }}',
      'Whoever has no company sees a gap. Add a fallback: {{ company | default: "your company" }}',
    ]);
  });

  it('recognises tags of other tools', () => {
    expect(codes(template('Hi *|FNAME|* and {first_name} and [[company]] and %recipient.email%'))).toEqual(
      Array<string>(4).fill('template.foreignTag'),
    );
  });

  it('finds addresses that lead nowhere in a mail', () => {
    const body =
      '<a href="/prices">a</a>\n<a class="b" href="acme.test/x">b</a><img alt="" src="logo.png"><a href="">c</a><a href="https://example.com">d</a><a href="{{ unsubscribe_url }}">e</a><a href="mailto:a@example.com">f</a><a href="#top">g</a>';
    expect(checkTemplate(template(body), tags).map(({ code, line, message }) => [code, line, message])).toEqual([
      ['template.relativeLink', 1, 'The address “/prices” of a link leads nowhere in a mail. Write it in full: https://example.com/…'],
      ['template.relativeLink', 2, 'The address “acme.test/x” of a link leads nowhere in a mail. Write it in full: https://acme.test/x'],
      ['template.relativeLink', 2, 'The address “logo.png” of a picture leads nowhere in a mail. Write it in full: https://example.com/…'],
      ['template.relativeLink', 2, 'A link has no address. Enter it, or remove the link.'],
    ]);
  });

  it('asks for a subject and a body', () => {
    expect(codes({ subject: ' ', bodyHtml: '<p>&nbsp;</p>' })).toEqual(['template.subjectMissing', 'template.bodyEmpty']);
    expect(codes(template('<img src="https://example.com/a.png">'))).toEqual([]);
  });

  it.each([
    ...['{{', '{% if ', '{{ "', '{{ a | ', '&quot;{{', '{%', '*|A', '[[a ', '<a ', '<a href="', '<img src=x '],
    ...[
      '{%x%}',
      '{{a|b}}',
      '{{ abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz }}',
      '{% if a %}{{ a }}',
      '{% for a in b %}',
      '[[ a',
      '{ ',
    ],
    ...[
      '{{ <span ',
      '{{ &',
      '{{"a"',
      "{{'",
      '{% assign a = b %}',
      '{% comment %}',
      '{% else %}',
      '{{ a.b.c.d }}',
      "<a href='",
      '{{ a[',
      '\n',
    ],
  ])('stays linear on a megabyte of %j', (piece) => {
    const timeFor = (characters: number): number => {
      const text = piece.repeat(Math.floor(characters / piece.length));
      // Of processor time: a machine that is busy with other things makes nothing longer.
      const started = cpuUsage();
      checkTemplate(template(text), tags);
      normalizeMergeTags(text);
      const { user, system } = cpuUsage(started);
      return (user + system) / 1_000;
    };
    timeFor(60_000);
    const small = timeFor(60_000);
    // Sixteen times the text: sixteen times the work, not 256. The constant forgives a machine that pauses.
    expect(timeFor(960_000)).toBeLessThan(small * 100 + 1_500);
  });

  it.each([' ', '\t', '\n', '\u00a0'])('passes over a megabyte of blanks (%j) wherever it stands', (blank) => {
    const blanks = blank.repeat(900_000);
    const started = Date.now();
    for (const text of [
      `[[${blanks}`,
      `{${blanks}`,
      `<a href${blanks}`,
      `<a ${blanks}href=x>`,
      `{{ a ${blanks}}}`,
      `{%${blanks}`,
      `*|${blanks}`,
    ])
      checkTemplate(template(text), tags);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('findTagUses', () => {
  it('tells which tags have a fallback and which are printed in any case', () => {
    const uses = findTagUses(
      template('{{ first_name | default: company }}{% if phone %}{{ phone }}{% endif %}', { subject: '{{ last_name }}' }),
    );
    expect(uses).toEqual([
      { tag: 'last_name', field: 'subject', line: 1, hasFallback: false, isAlwaysPrinted: true },
      { tag: 'first_name', field: 'bodyHtml', line: 1, hasFallback: true, isAlwaysPrinted: true },
      { tag: 'company', field: 'bodyHtml', line: 1, hasFallback: false, isAlwaysPrinted: true },
      { tag: 'phone', field: 'bodyHtml', line: 1, hasFallback: true, isAlwaysPrinted: false },
      { tag: 'phone', field: 'bodyHtml', line: 1, hasFallback: true, isAlwaysPrinted: false },
    ]);
    expect(tagsWithoutFallback(template('{{ last_name }}{{ first_name | default: "x" }}{{ last_name }}'))).toEqual(['last_name']);
  });
});

describe('normalizeMergeTags', () => {
  it('puts back what rich-text editors write between the braces', () => {
    expect(
      normalizeMergeTags('<p>Hi {{&nbsp;first_name | default: &quot;there&quot; }} &amp; {% if custom.age &gt; 3 %}“x”{% endif %}</p>'),
    ).toBe('<p>Hi {{ first_name | default: "there" }} &amp; {% if custom.age > 3 %}“x”{% endif %}</p>');
    expect(normalizeMergeTags('{{ <b>first_name</b> | default: “you” }}')).toBe('{{ first_name | default: "you" }}');
    expect(normalizeMergeTags('{{ a | default: &#39;x&#x27; }} &quot;')).toBe("{{ a | default: 'x' }} &quot;");
  });
});
