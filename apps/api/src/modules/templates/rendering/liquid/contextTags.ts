import { type Context, type Emitter, type Liquid, type Parser, Tag, type TagToken, type Template, type TopLevelToken } from 'liquidjs';
import { composeDeclarations, composeValue } from '../css/composeCss.js';
import { encodeRest, encodeUrlPart, finalUrl, type UrlUse } from '../urls.js';
import { escapeText, unescapeText } from './asText.js';
import { type MarkedPiece, piecesOf } from './markedText.js';

type Compose = (pieces: readonly MarkedPiece[], argument: string) => string;

/**
 * Tags that the compiler puts around what is not plain text: they look at the finished value, whatever made it (conditions, loops,
 * `cycle`, filters, variables), and let through what is harmless there. No template can write their names (TagMask refuses them).
 */
const contextTags: Readonly<Record<string, Compose>> = {
  __link: (pieces) => composeUrl(pieces, 'link'),
  __picture: (pieces) => composeUrl(pieces, 'picture'),
  __attribute: (pieces) =>
    pieces
      .map(({ text }) => text)
      .join('')
      .replace(/\s+/g, ' '),
  __declaration: (pieces, name) => declaration(name, composeValue(pieces)),
  __declarations: (pieces) => composeDeclarations(pieces),
};

/** In a style sheet nothing is escaped: HTML reads none there. */
const SHEET = '__sheet_declaration';

export function registerContextTags(liquid: Liquid, isHtml: boolean): void {
  const read = (content: string): MarkedPiece[] =>
    piecesOf(content).map(({ text, kind }) => ({ kind, text: isHtml && kind === 'written' ? unescapeText(text) : text }));
  for (const [name, compose] of Object.entries(contextTags)) {
    const print = (text: string): string => (isHtml ? escapeText(text) : text);
    liquid.registerTag(
      name,
      tagThat(name, (content, argument) => print(compose(read(content), argument))),
    );
  }
  liquid.registerTag(
    SHEET,
    tagThat(SHEET, (content, name) => {
      const value = composeValue(piecesOf(content));
      return value.includes('<') ? '' : declaration(name, value);
    }),
  );
}

/** True while the content of such a tag is rendered: then values are printed between marks, and escaped afterwards. */
export function isMarking(context: Context): boolean {
  return context.getRegister(MARKING, NOT_YET).depth > 0;
}

const MARKING = 'rapport marking';
const NOT_YET = Object.freeze({ depth: 0 });

type TagConstructor = new (token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid, parser: Parser) => Tag;

function tagThat(name: string, finish: (content: string, argument: string) => string): TagConstructor {
  return class ContextTag extends Tag {
    private readonly templates: Template[] = [];
    private readonly argument: string;

    constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid, parser: Parser) {
      super(token, remainTokens, liquid);
      this.argument = token.args.trim();
      const stream = parser
        .parseStream(remainTokens)
        .on(`tag:end${name}`, () => stream.stop())
        .on('template', (template: Template) => this.templates.push(template))
        .on('end', () => {
          throw new Error('a tag in an attribute is not closed there');
        });
      stream.start();
    }

    override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const { depth } = context.getRegister(MARKING, NOT_YET);
      context.setRegister(MARKING, { depth: depth + 1 });
      const content = yield this.liquid.renderer.renderTemplates(this.templates, context);
      context.setRegister(MARKING, { depth });
      emitter.write(finish(String(content), this.argument));
    }
  };
}

function declaration(name: string, value: string): string {
  return value === '' ? '' : `${name}: ${value};`;
}

function composeUrl(pieces: readonly MarkedPiece[], use: UrlUse): string {
  let url = '';
  for (const piece of pieces) url += urlPiece(piece, url);
  return finalUrl(url, use);
}

/** At the start, or behind nothing but a scheme, a value may be a whole address; behind that it fills in one. */
function urlPiece({ text, kind }: MarkedPiece, before: string): string {
  if (kind === 'written') return text;
  const start = before.length > 12 ? before : before.trim();
  if (start === '') return text;
  if (/^(?:https?:)?\/{0,3}$/i.test(start)) return encodeRest(text.trim());
  if (/^(?:tel|sms):[^?&]*$/i.test(start)) return text.replace(/[^\d+*#,;.()-]/g, '');
  return kind === 'encoded' ? encodeRest(text) : encodeUrlPart(text);
}
