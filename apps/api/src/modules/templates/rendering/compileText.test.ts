import { compileText } from './compileText.js';
import { CompiledTemplate } from './CompiledTemplate.js';
import type { RenderContext } from './RenderContext.js';

const context: RenderContext = {
  contact: { firstName: 'Zoë', lastName: null, email: null, phone: '+14155550123', company: 'A & B <GmbH>', customFields: {} },
  sender: { name: 'Garden Club', email: '' },
  workspace: { name: 'Garden Club', postalAddress: null, timeZone: 'UTC' },
  unsubscribeUrl: '',
  sentAt: new Date('2026-11-29T12:00:00Z'),
};

function textOf(words: string): string {
  return CompiledTemplate.of(compileText(words)).render(context).text;
}

it('fills in a text as it is: no markup, no escaping, lines kept', () => {
  expect(textOf('Hi {{ first_name }} of {{ company }} <b>now</b>\n\nOn {{ today | date: "%Y" }}')).toBe(
    'Hi Zoë of A & B <GmbH> <b>now</b>\n\nOn 2026\n',
  );
  expect(textOf('Hi {{ last_name | default: "you" }}{% if last_name %}!{% endif %}')).toBe('Hi you\n');
});

it('knows whether it may be filled in beside everything else, and whether it needs custom fields', () => {
  expect(compileText('Hi {{ first_name }}')).toMatchObject({ isPlain: true, usesCustomFields: false, links: null });
  expect(compileText('{{ custom.city }}').usesCustomFields).toBe(true);
  expect(compileText('{% for n in (1..9) %}{{ n }}{% endfor %}').isPlain).toBe(false);
});

it('cannot be compiled with a tag that nobody can read', () => {
  expect(() => CompiledTemplate.of(compileText('Hi {% if %}'))).toThrow(expect.objectContaining({ code: 'template.broken' }));
});
