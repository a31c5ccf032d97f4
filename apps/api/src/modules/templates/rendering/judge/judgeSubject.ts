import type { TemplateProblem } from '@rapport/common';

/** Shorter ones are a name, a code, a currency. */
const LEAST_LETTERS = 12;
const MOST_EMOJI = 3;

/** What filters hold against a subject, whatever its language. */
export function judgeSubject(subject: string): TemplateProblem[] {
  const found: TemplateProblem[] = [];
  // Letters of scripts without capitals say nothing.
  const small = subject.match(/\p{Ll}/gu)?.length ?? 0;
  const capitals = subject.match(/\p{Lu}/gu)?.length ?? 0;
  if (capitals + small >= LEAST_LETTERS && capitals > small * 2)
    found.push(
      warning(
        'template.subjectShouts',
        'The subject is written in capitals. Filters and readers take that for shouting: use small letters.',
      ),
    );
  if (/[!?¡¿！？؟]{2,}|(?:[!！][^!！]*){3,}|([$€£])\1/u.test(subject))
    found.push(
      warning('template.subjectPunctuation', 'The subject has several exclamation or question marks, as spam often has. One is enough.'),
    );
  if (/^\s*(?:re|fwd?|aw|wg|sv|rv|tr|odp|r)\s*(?:\[\d+\])?\s*[:：]/iu.test(subject))
    found.push(
      warning(
        'template.subjectPretends',
        'The subject pretends to be a reply or a forwarded message. Readers feel deceived, and some laws forbid it.',
      ),
    );
  if ((subject.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) > MOST_EMOJI)
    found.push(
      warning(
        'template.subjectEmoji',
        'The subject has many emoji. Some mailboxes show squares instead, and filters distrust it: keep one.',
      ),
    );
  return found;
}

function warning(code: string, message: string): TemplateProblem {
  return { code, severity: 'warning', field: 'subject', message };
}
