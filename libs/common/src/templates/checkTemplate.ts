import { MERGE_TAGS, type MergeTag } from './mergeTags.js';
import { nearestName } from './nearestName.js';
import { normalizeMergeTags } from './normalizeMergeTags.js';
import { readExpression } from './readExpression.js';
import { newlinesIn, scanTemplate } from './scanTemplate.js';
import { checkBlocks } from './checkBlocks.js';
import { checkLinks } from './checkLinks.js';
import { findTagUses } from './findTagUses.js';
import { TEMPLATE_FILTERS } from './templateLanguage.js';
import { type TemplateField, type TemplateProblem, type TemplateSource, templateFields } from './TemplateSource.js';

/**
 * What would go wrong with this template, found before anybody receives it: syntax, unknown tags and filters, gaps.
 * Pure, so the editor runs it while a person types and the API runs it again before it saves, previews or sends.
 */
export function checkTemplate(source: TemplateSource, tags: readonly MergeTag[] = MERGE_TAGS): TemplateProblem[] {
  const problems = [
    ...checkPresence(source),
    ...templateFields(source).flatMap(({ field, text }) => checkField(field, text)),
    ...checkTags(source, tags),
  ];
  return problems.slice(0, MOST_PROBLEMS);
}

/** Nobody reads more at once, and a hostile template must not make an answer of megabytes. */
const MOST_PROBLEMS = 100;

export function hasErrors(problems: readonly TemplateProblem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

function checkPresence(source: TemplateSource): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (source.subject.trim() === '') {
    problems.push({
      code: 'template.subjectMissing',
      severity: 'error',
      field: 'subject',
      message: 'Write a subject: mail without one looks like spam.',
    });
  }
  if (!/<img\s/i.test(source.bodyHtml) && source.bodyHtml.replace(/<[^<>]*>|&nbsp;|\s/g, '') === '') {
    problems.push({ code: 'template.bodyEmpty', severity: 'error', field: 'bodyHtml', message: 'Write a message: the body is empty.' });
  }
  return problems;
}

function checkField(field: TemplateField, written: string): TemplateProblem[] {
  const text = normalizeMergeTags(written);
  const problems: TemplateProblem[] = [];
  for (const token of scanTemplate(text)) {
    if (problems.length >= MOST_PROBLEMS) break;
    const line = token.line;
    if (token.kind === 'text') problems.push(...checkForeignTags(field, token.raw, line));
    else if (token.kind === 'unclosed') problems.push(unclosed(field, token.raw, line));
    else problems.push(...checkExpression(field, token.kind, token.content, line));
  }
  return [...problems, ...checkBlocks(field, text), ...checkLinks(field, text)];
}

function unclosed(field: TemplateField, opening: string, line: number): TemplateProblem {
  const closing = opening === '{{' ? '}}' : '%}';
  return {
    code: 'template.unclosedTag',
    severity: 'error',
    field,
    line,
    message: `A tag starts with ${opening} here and is never closed. Add ${closing} behind it.`,
  };
}

function checkExpression(field: TemplateField, kind: 'output' | 'tag', content: string, line: number): TemplateProblem[] {
  if (content === '') {
    return [
      {
        code: 'template.emptyTag',
        severity: 'error',
        field,
        line,
        message: 'There is nothing between the braces. Name a merge tag, such as {{ first_name }}, or remove them.',
      },
    ];
  }
  const expression = readExpression(content);
  if (expression.hasOpenQuote) {
    return [
      {
        code: 'template.openQuote',
        severity: 'error',
        field,
        line,
        message: `A quotation mark in “${short(content)}” is not closed. Add the missing one.`,
      },
    ];
  }
  if (kind === 'output' && expression.paths.length === 0 && !/^["'\d(-]/.test(content)) {
    return [
      {
        code: 'template.badTag',
        severity: 'error',
        field,
        line,
        message: `“${short(content)}” is not a merge tag. Write a name such as first_name between the braces.`,
      },
    ];
  }
  return expression.filters
    .filter((filter) => !(TEMPLATE_FILTERS as readonly string[]).includes(filter.name))
    .map((filter) => unknownFilter(field, filter.name, line));
}

function unknownFilter(field: TemplateField, name: string, line: number): TemplateProblem {
  const nearest = nearestName(name, TEMPLATE_FILTERS);
  const advice = nearest === null ? 'Remove it, or use one of: default, upcase, capitalize, date, truncate.' : `Did you mean ${nearest}?`;
  return { code: 'template.unknownFilter', severity: 'error', field, line, message: `There is no filter “${short(name)}”. ${advice}` };
}

function checkTags(source: TemplateSource, tags: readonly MergeTag[]): TemplateProblem[] {
  const known = new Map(tags.map((tag) => [tag.tag, tag]));
  const warned = new Set<string>();
  const names = [...known.keys()];
  const advice = new Map<string, string>();
  return findTagUses(source).flatMap((use): TemplateProblem[] => {
    if (advice.size >= MOST_PROBLEMS) return [];
    const tag = known.get(use.tag);
    const at = { field: use.field, line: use.line };
    if (!tag) {
      const message = advice.get(use.tag) ?? unknownTag(use.tag, names);
      advice.set(use.tag, message);
      return [{ code: 'template.unknownTag', severity: 'error', ...at, message }];
    }
    if (!tag.canBeEmpty || use.hasFallback || warned.has(use.tag)) return [];
    warned.add(use.tag);
    return [
      {
        code: 'template.noFallback',
        severity: 'warning',
        ...at,
        message: `Whoever has no ${tag.label.toLowerCase()} sees a gap. Add a fallback: ${fallbackExample(tag)}`,
      },
    ];
  });
}

function unknownTag(written: string, known: readonly string[]): string {
  const nearest = nearestName(written, known);
  if (nearest !== null) return `There is no merge tag “${short(written)}”. Did you mean {{ ${nearest} }}?`;
  if (written.startsWith('custom.'))
    return `There is no custom field “${short(written.slice(7))}”. Create it under Settings, or remove the tag.`;
  return `There is no merge tag “${short(written)}”. Choose one from the list of merge tags, or create a custom field and write {{ custom.its_name }}.`;
}

function fallbackExample(tag: MergeTag): string {
  return tag.example.includes('default:') ? tag.example : tag.example.replace(/ \}\}$/, ' | default: "…" }}');
}

const FOREIGN =
  /\*\|([A-Z0-9_:]{2,40})\|\*|\[\[([A-Za-z_.\s]{2,60})\]\]|%recipient\.([a-z_]{2,40})%|(?<!\{)\{\s{0,5}(first_?name|last_?name|full_?name|email|company|name)\s{0,5}\}(?!\})/gi;

/** Text copied from another tool: it would arrive exactly as it stands. */
function checkForeignTags(field: TemplateField, text: string, firstLine: number): TemplateProblem[] {
  return [...text.matchAll(FOREIGN)].slice(0, 20).map((match) => {
    const written = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
      .trim()
      .replace(/^FNAME$/i, 'first_name')
      .replace(/^LNAME$/i, 'last_name');
    const nearest =
      nearestName(
        written,
        MERGE_TAGS.map((tag) => tag.tag),
      ) ?? 'first_name';
    const line = firstLine + newlinesIn(text.slice(0, match.index));
    return {
      code: 'template.foreignTag',
      severity: 'warning',
      field,
      line,
      message: `“${match[0]}” is not a merge tag here and would be sent as it is. Write {{ ${nearest} }} if you meant that.`,
    };
  });
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
