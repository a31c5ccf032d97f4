import { scanTemplate, TEMPLATE_BLOCKS, type TemplateToken } from '@rapport/common';
import { parseError } from '../renderErrors.js';

/** The filter that an output gets where it stands. */
export type PlaceFilter = '' | '__line' | '__url' | '__picture' | '__url_part';

interface HiddenTag {
  /** `block` prints nothing itself, `print` is a tag that does (`cycle`), `comment` is cleaned markup that only some mail programs read. */
  readonly kind: 'output' | 'block' | 'print' | 'comment' | 'own';
  readonly raw: string;
  /** Inside a condition or a loop: perhaps nobody sees it. */
  readonly isConditional: boolean;
  filter: PlaceFilter;
}

const END_OF_BLOCK = new Set(Object.values(TEMPLATE_BLOCKS));

/**
 * Sanitiser, inliner and text converter understand HTML, not Liquid: they would encode, move or break merge tags. So each tag
 * is hidden behind a plain word while they work and put back afterwards, once for the HTML and once for the text part.
 */
export class TagMask {
  readonly word: RegExp;
  /** Another word that occurs nowhere, for elements of our own. */
  readonly mark: string;
  /** Tags that can do nothing where they are and would stop everything behind them: `{% break %}` outside of a loop. */
  readonly dropped: string[] = [];
  /** Names that the template gives a meaning of its own. */
  readonly assigned = new Set<string>();
  private readonly tags: HiddenTag[] = [];
  private readonly nonce: string;
  private authorTags = Number.POSITIVE_INFINITY;

  /** `sources` is everything that will be hidden; the words are chosen so that they occur nowhere in it. */
  constructor(sources: readonly string[]) {
    let nonce = 0;
    while (sources.some((source) => source.includes(`lq${nonce}x`) || source.includes(`rp${nonce}x`))) nonce += 1;
    this.nonce = `lq${nonce}x`;
    this.mark = `rp${nonce}x`;
    this.word = new RegExp(`${this.nonce}(\\d+)z`, 'g');
  }

  /** Liquid comments vanish here: nobody receives them. */
  hide(source: string): string {
    let inComment = false;
    const open: string[] = [];
    return scanTemplate(source)
      .map((token) => {
        const name = token.kind === 'tag' ? (/^\S*/.exec(token.content)?.[0] ?? '') : '';
        if (inComment || name === 'comment') {
          inComment = name !== 'endcomment';
          return '';
        }
        return this.hideToken(token, name, open);
      })
      .join('');
  }

  /** The page around what was hidden before: its own tags may be left out again. */
  hideLayout(source: string): string {
    this.authorTags = this.tags.length;
    return this.hide(source);
  }

  /** Something of our own around `content`: a tag that looks at the finished value. */
  wrap(tag: string, content: string): string {
    const name = tag.split(' ')[0] as string;
    return this.add('own', `{% ${tag} %}`, false) + content + this.add('own', `{% end${name} %}`, false);
  }

  /** Cleaned markup of a conditional comment, its own tags hidden. */
  hideComment(masked: string): string {
    return this.add('comment', masked, false);
  }

  /** The hidden tags of `masked`, in order, with where they stand. */
  tagsIn(masked: string): (HiddenTag & { readonly start: number; readonly end: number; place(filter: PlaceFilter): void })[] {
    return [...masked.matchAll(this.word)].map((match) => {
      const tag = this.tags[Number(match[1])] as HiddenTag;
      return {
        ...tag,
        start: match.index,
        end: match.index + match[0].length,
        place: (filter) => {
          tag.filter = filter;
        },
      };
    });
  }

  contains(masked: string): boolean {
    return masked.includes(this.nonce);
  }

  /** Keeps only tags of these kinds. */
  only(masked: string, kinds: readonly HiddenTag['kind'][]): string {
    if (!this.contains(masked)) return masked;
    return masked.replace(this.word, (word, index: string) => (kinds.includes((this.tags[Number(index)] as HiddenTag).kind) ? word : ''));
  }

  without(masked: string): string {
    return this.only(masked, []);
  }

  /** The pieces of `masked` between block tags, outputs removed: each may become the start of what a reader sees. */
  pieces(masked: string): string[] {
    if (!this.contains(masked)) return [masked];
    return masked
      .replace(this.word, (_, index: string) => ((this.tags[Number(index)] as HiddenTag).kind === 'block' ? '\u0000' : ''))
      .split('\u0000');
  }

  reveal(masked: string): string {
    return masked.replace(this.word, (_, index: string) => {
      const { kind, raw, filter } = this.tags[Number(index)] as HiddenTag;
      if (kind === 'comment') return this.reveal(raw);
      if (kind !== 'output' || filter === '') return raw;
      const trims = raw.endsWith('-}}') ? '-' : '';
      return `${raw.slice(0, raw.length - 2 - trims.length).trimEnd()} | ${filter} ${trims}}}`;
    });
  }

  /** The author's tags that were hidden and are not in `masked` any more. */
  missingFrom(masked: string): string[] {
    const present = new Set<number>();
    this.collect(masked, present);
    return [
      ...this.tags.flatMap(({ kind, raw }, index) =>
        present.has(index) || index >= this.authorTags || kind === 'own' || kind === 'comment' ? [] : [raw],
      ),
      ...this.dropped,
    ];
  }

  private collect(masked: string, found: Set<number>): void {
    for (const match of masked.matchAll(this.word)) {
      const index = Number(match[1]);
      found.add(index);
      const { kind, raw } = this.tags[index] as HiddenTag;
      if (kind === 'comment') this.collect(raw, found);
    }
  }

  private hideToken(token: TemplateToken, name: string, open: string[]): string {
    if (token.kind === 'text' || token.kind === 'unclosed') return token.raw;
    refuseReserved(token.content, name);
    if (token.kind === 'output') return this.add('output', token.raw, open.length > 0);
    const assigned = /^(?:assign|for)\s+([\w-]+)/.exec(token.content)?.[1];
    if (assigned !== undefined) this.assigned.add(assigned);
    if (END_OF_BLOCK.has(name)) open.pop();
    if ((name === 'break' || name === 'continue') && !open.includes('for')) {
      this.dropped.push(token.raw);
      return '';
    }
    const word = this.add(name === 'cycle' ? 'print' : 'block', token.raw, open.length > 0);
    if (Object.hasOwn(TEMPLATE_BLOCKS, name) && TEMPLATE_BLOCKS[name] !== null) open.push(name);
    return word;
  }

  private add(kind: HiddenTag['kind'], raw: string, isConditional: boolean): string {
    this.tags.push({ kind, raw, isConditional, filter: '' });
    return `${this.nonce}${this.tags.length - 1}z`;
  }
}

/** The names that the compiler itself writes into a template mean nothing in one that a person wrote. */
function refuseReserved(content: string, name: string): void {
  const isReserved = /^(?:end)?__/.test(name) || /\|\s{0,99}__/.test(content) || /^(?:assign|for)\s+rapport_/.test(content);
  if (isReserved) throw parseError(new Error(`“${content.slice(0, 40)}” uses a name that is reserved`));
}
