import { wholeOf } from '@rapport/providers';
import { compileDocument } from './compileDocument.js';
import { CompiledTemplate } from './CompiledTemplate.js';
import type { RenderContext, RenderedMessage } from './RenderContext.js';

const context = (firstName: string | null, company: string | null): RenderContext => ({
  contact: { firstName, lastName: null, email: 'ada@example.com', phone: null, company, customFields: {} },
  sender: { name: 'Club', email: 'club@example.com' },
  workspace: { name: 'Club', postalAddress: 'Old Road 1\nTown', timeZone: 'UTC' },
  unsubscribeUrl: 'https://rapport.example/u/token',
  sentAt: new Date('2026-01-02T03:04:05Z'),
});

const BODIES = [
  '<p>Hello</p>',
  '<p>Dear {{ first_name }},</p><p>{% if company %}At {{ company }}{% endif %}</p><p>Bye</p>',
  '{{ first_name }}',
  '<p>{{ first_name | default: "friend" }}</p>{% if company %}{% else %}<p>\n\n\nno company</p>{% endif %}<pre>  kept \n  lines  </pre>',
  '<p>a</p>{% assign name = first_name %}<p>{{ name }}{{ name }}</p>',
  '<p>one</p>{% if company %}{% break %}{% endif %}<p>two</p>',
  '<p>&nbsp;{{ first_name }}&nbsp;</p><a href="https://example.com/?n={{ first_name }}">{{ company }}</a>',
];
const CONTEXTS = [context('Ada', 'Works'), context(null, null), context(' Zoë <b> ', 'a\r\nb\n\n\n\nc'), context('{{ x }}', '\t')];

const partsOf = ({ pieces }: RenderedMessage): NonNullable<RenderedMessage['pieces']> => {
  if (!pieces) throw new Error('A message on the event loop has its pieces.');
  return pieces;
};

describe.each(BODIES)('%j in pieces', (bodyHtml) => {
  const document = compileDocument({ subject: 'News', preheader: 'Look', bodyHtml, signature: null });
  const template = CompiledTemplate.of(document);

  it('is what it is as a whole', () => {
    for (const one of CONTEXTS) {
      const rendered = template.renderWithin(one, 1_000);
      const { html, text } = partsOf(rendered);
      expect([wholeOf(html), wholeOf(text)]).toEqual([rendered.html, rendered.text]);
      expect(text.values).toHaveLength(text.constants.length + 1);
      expect(html.values).toHaveLength(html.constants.length + 1);
    }
  });

  it('has a text without holes, blank ends of lines and foreign line ends', () => {
    for (const one of CONTEXTS) {
      const { text } = template.render(one);
      expect(text).not.toMatch(/\r|[ \t]\n|\n{3}|^\s/);
      expect(text).toMatch(/[^\s]\n$/);
    }
  });

  it('has the same constants for everyone, and no value in them', () => {
    const [ada, nobody] = [CONTEXTS[0], CONTEXTS[1]].map((one) => partsOf(template.renderWithin(one as RenderContext, 1_000)));
    if (bodyHtml.includes('break')) return;
    expect(nobody?.html.constants).toBe(ada?.html.constants);
    expect(nobody?.text.constants).toBe(ada?.text.constants);
    expect(ada?.html.constants.join('')).not.toMatch(/Ada|token/);
  });
});
