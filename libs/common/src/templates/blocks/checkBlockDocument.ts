import { checkTemplate } from '../checkTemplate.js';
import type { MergeTag } from '../mergeTags.js';
import type { TemplateProblem } from '../TemplateSource.js';
import { conditionExpression } from './blockConditions.js';
import type { Block, BlockCondition, BlockDocument } from './blockDocument.js';

/** Nobody reads more at once. */
const MOST_PROBLEMS = 100;

/**
 * The checks of every template, asked of each block alone: a tag that one opens has to end in it, and a problem names the block
 * (`block`, its id) instead of a line of HTML that nobody wrote.
 */
export function checkBlockDocument({ rows }: BlockDocument, tags: readonly MergeTag[]): TemplateProblem[] {
  const written = rows.flatMap((row) => row.columns.flatMap((column) => column.blocks.map((block) => ({ row, block }))));
  // What a snippet says is told of the block that holds it.
  const blocks = written.flatMap(({ row, block: holder }) =>
    [holder, ...(holder.kind === 'snippet' ? holder.blocks : [])].map((block) => ({ row, block, holder })),
  );
  const warned = new Set<string>();
  const found = blocks.flatMap(({ row, block, holder }) => {
    const own = block === holder ? [block.condition] : [holder.condition, block.condition];
    return [
      ...(block === holder ? conditionProblems([row.condition, block.condition], tags) : conditionProblems([block.condition], tags)),
      ...ownProblems(block),
      ...writtenProblems(block, [row.condition, ...own], tags),
    ].map((one) => ({ ...one, block: holder.id }));
  });
  const isEmpty = blocks.every(({ block }) => !['image', 'button'].includes(block.kind) && isBlank(writtenIn(block)));
  const empty = isEmpty ? [problem('error', 'template.bodyEmpty', 'Write a message: there is no block with text or an image.')] : [];
  return [...empty, ...found.filter((one) => !isTold(one, warned))].slice(0, MOST_PROBLEMS);
}

/** A missing fallback is told once for each tag, as in every template. */
function isTold({ code, message }: TemplateProblem, warned: Set<string>): boolean {
  if (code !== 'template.noFallback') return false;
  if (warned.has(message)) return true;
  warned.add(message);
  return false;
}

function isBlank(html: string): boolean {
  return html.replace(/<[^<>]*>|&nbsp;|\s/g, '') === '';
}

function writtenProblems(block: Block, conditions: readonly (BlockCondition | null)[], tags: readonly MergeTag[]): TemplateProblem[] {
  const known = conditions.filter((one) => one !== null).filter((one) => tags.some(({ tag }) => tag === one.tag));
  const opening = known.map((one) => `{% if ${conditionExpression(one)} %}`).join('');
  const bodyHtml = `${opening}<img alt="" src="https://x">${writtenIn(block)}${'{% endif %}'.repeat(known.length)}`;
  return checkTemplate({ subject: '-', bodyHtml }, tags).map(({ line: _line, ...one }) => one);
}

/** A field that is gone: nobody would see the block, or everyone. */
function conditionProblems(conditions: readonly (BlockCondition | null)[], tags: readonly MergeTag[]): TemplateProblem[] {
  return conditions.flatMap((condition) =>
    condition === null || tags.some(({ tag }) => tag === condition.tag)
      ? []
      : [
          problem(
            'error',
            'template.unknownTag',
            `The condition asks for “${condition.tag.slice(0, 60)}”, which does not exist. Choose another field, or remove the condition.`,
          ),
        ],
  );
}

function ownProblems(block: Block): TemplateProblem[] {
  switch (block.kind) {
    case 'image':
      if (block.src.trim() === '')
        return [problem('warning', 'template.imageMissing', 'An image has no address. Choose one, or remove the block.')];
      return block.alt.trim() === ''
        ? [problem('warning', 'template.altMissing', 'An image has no description. Write what it shows, for readers who do not see it.')]
        : [];
    case 'button':
      return [
        ...(block.text.trim() === ''
          ? [problem('warning', 'template.buttonEmpty', 'A button has no text. Write what happens on a click.')]
          : []),
        ...(block.href.trim() === ''
          ? [problem('error', 'template.linkMissing', 'A button leads nowhere. Enter its address, or remove it.')]
          : []),
      ];
    case 'social':
      return block.links.some(({ href }) => href.trim() === '')
        ? [problem('error', 'template.linkMissing', 'A social link has no address. Enter it, or remove the link.')]
        : [];
    case 'snippet':
      return block.blocks.length > 0
        ? []
        : [
            problem(
              'error',
              'template.unknownSnippet',
              block.snippet === ''
                ? 'No snippet is chosen. Choose one, or remove the block.'
                : `There is no snippet “${block.snippet.slice(0, 60)}” that a message of blocks can hold. Choose another, or remove the block.`,
            ),
          ];
    case 'heading':
    case 'text':
    case 'divider':
    case 'spacer':
    case 'footer':
      return [];
  }
}

/** Everything of a block that may hold merge tags, as HTML in which addresses are addresses. */
export function writtenIn(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.html;
    case 'heading':
      return block.text;
    case 'image':
      return [block.alt, pictureAt(block.src), linkTo(block.href)].join('\n');
    case 'button':
      return [block.text, linkTo(block.href)].join('\n');
    case 'social':
      return block.links.map(({ href }) => linkTo(href)).join('\n');
    case 'footer':
      return [block.html, block.unsubscribeText].join('\n');
    case 'divider':
    case 'spacer':
    case 'snippet':
      return '';
  }
}

function pictureAt(src: string): string {
  return src.trim() === '' ? '' : `<img alt="" src="${src.replaceAll('"', '&quot;')}">`;
}

function linkTo(href: string): string {
  return href.trim() === '' ? '' : `<a href="${href.replaceAll('"', '&quot;')}">x</a>`;
}

function problem(severity: TemplateProblem['severity'], code: string, message: string): TemplateProblem {
  return { code, severity, field: 'bodyHtml', message };
}
