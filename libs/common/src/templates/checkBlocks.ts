import { nearestName } from './nearestName.js';
import { scanTemplate } from './scanTemplate.js';
import { TEMPLATE_BLOCKS, TEMPLATE_BRANCHES } from './templateLanguage.js';
import type { TemplateField, TemplateProblem } from './TemplateSource.js';

/** Looking for the name that was meant takes time, and nobody reads on. */
const MOST_PROBLEMS = 100;

interface OpenBlock {
  readonly name: string;
  readonly line: number;
}

/** Unknown tags, blocks that are not closed, closings and branches that belong to nothing. */
export function checkBlocks(field: TemplateField, text: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const open: OpenBlock[] = [];
  for (const token of scanTemplate(text)) {
    if (problems.length >= MOST_PROBLEMS) return problems;
    if (token.kind !== 'tag' || token.content === '') continue;
    const name = /^\S+/.exec(token.content)?.[0] ?? '';
    if (open.at(-1)?.name === 'comment' && name !== 'endcomment') continue;
    const message = step(name, token.line, open);
    if (message !== null) problems.push({ ...message, severity: 'error', field, line: token.line });
  }
  for (const block of open.slice(0, MOST_PROBLEMS)) {
    const closing = String(TEMPLATE_BLOCKS[block.name]);
    problems.push({
      code: 'template.unclosedBlock',
      severity: 'error',
      field,
      line: block.line,
      message: `{% ${block.name} %} is never closed. Add {% ${closing} %} where it should end.`,
    });
  }
  return problems;
}

/** Moves the stack of open blocks on by one tag; answers what is wrong with it, or null. */
function step(name: string, line: number, open: OpenBlock[]): { code: string; message: string } | null {
  const inner = open.at(-1);
  if (name === 'snippet')
    return {
      code: 'template.unknownSnippet',
      message: 'No snippet with this key and version fits here. Choose another with the Snippet button, or remove the tag.',
    };
  if ((name === 'break' || name === 'continue') && !open.some((block) => block.name === 'for')) {
    return {
      code: 'template.strayBranch',
      message: `{% ${name} %} works inside of {% for … %} only. Remove it, or move it between {% for … %} and {% endfor %}.`,
    };
  }
  if (Object.hasOwn(TEMPLATE_BLOCKS, name)) {
    if (TEMPLATE_BLOCKS[name] !== null) open.push({ name, line });
    return null;
  }
  if (Object.hasOwn(TEMPLATE_BRANCHES, name)) {
    if (inner && TEMPLATE_BRANCHES[name]?.includes(inner.name)) return null;
    return {
      code: 'template.strayBranch',
      message: `{% ${name} %} is outside the block it belongs to. Put it between {% if … %} and {% endif %}.`,
    };
  }
  if (inner && TEMPLATE_BLOCKS[inner.name] === name) {
    open.pop();
    return null;
  }
  return strayOrUnknown(name, inner);
}

function strayOrUnknown(name: string, inner: OpenBlock | undefined): { code: string; message: string } {
  if (Object.values(TEMPLATE_BLOCKS).includes(name)) {
    const expected = inner
      ? `{% ${inner.name} %} is open here and needs {% ${String(TEMPLATE_BLOCKS[inner.name])} %} first.`
      : 'Nothing is open here: remove it.';
    return { code: 'template.strayClosing', message: `{% ${name} %} does not close anything. ${expected}` };
  }
  const nearest = nearestName(name, [
    ...Object.keys(TEMPLATE_BLOCKS),
    ...Object.keys(TEMPLATE_BRANCHES),
    ...Object.values(TEMPLATE_BLOCKS).filter((closing) => closing !== null),
  ]);
  const advice = nearest === null ? 'Templates can use if, unless, case, for, assign and comment.' : `Did you mean {% ${nearest} %}?`;
  return { code: 'template.unknownBlock', message: `{% ${name.slice(0, 40)} %} is not available in templates. ${advice}` };
}
