import { answerSubject } from './emailDraft';

it('begins the subject of an answer once, in any language of mail programs', () => {
  expect(answerSubject('Spring news')).toBe('Re: Spring news');
  expect(answerSubject('RE: Spring news')).toBe('RE: Spring news');
  expect(answerSubject('AW: Frühling')).toBe('AW: Frühling');
  expect(answerSubject('Re[2]: Spring')).toBe('Re[2]: Spring');
  expect(answerSubject('Report')).toBe('Re: Report');
  expect(answerSubject(null)).toBe('');
});

it('makes no merge tag of what a stranger wrote', () => {
  expect(answerSubject('{{ email }} and {% if x %} {{{ y }}}')).toBe('Re: { { email }} and { % if x %} { { { y }}}');
});
