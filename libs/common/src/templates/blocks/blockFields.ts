import { readHexColour } from '../../colours/contrast.js';
import { BLOCK_ALIGNMENTS, BLOCK_FONTS, BLOCK_LAYOUTS, type BlockKind, CONDITION_OPERATORS, SOCIAL_NETWORKS } from './blockDocument.js';

/** What is wrong with a value, or null. */
export type FieldCheck = (value: unknown) => string | null;
export type FieldChecks = Readonly<Record<string, FieldCheck>>;

const isText = (value: unknown): value is string => typeof value === 'string';

const text =
  (most: number): FieldCheck =>
  (value) =>
    !isText(value) ? 'must be text' : value.length > most ? `may have at most ${most.toLocaleString('en')} characters` : null;

const oneOf =
  (values: readonly (string | number)[]): FieldCheck =>
  (value) =>
    values.includes(value as string) ? null : `must be one of: ${values.join(', ')}`;

const whole =
  (least: number, most: number): FieldCheck =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? null
      : `must be a whole number from ${least} to ${most}`;

const colour: FieldCheck = (value) => (isText(value) && value === readHexColour(value) ? null : 'must be a colour such as #1d2330');
const orNull =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === null ? null : check(value);
const yesOrNo: FieldCheck = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
const key: FieldCheck = (value) =>
  value === '' || (isText(value) && /^[\p{L}\p{N}][\p{L}\p{N}-]{0,99}$/u.test(value))
    ? null
    : 'must be the key of a snippet, such as opening-hours';
const id: FieldCheck = (value) => (isText(value) && /^[\w-]{1,48}$/.test(value) ? null : 'must be 1 to 48 letters, digits, - or _');

/** Any other scheme runs code, or is nothing that a mail program opens. Blanks and control characters would hide one. */
const address =
  (schemes: readonly string[], example: string): FieldCheck =>
  (value) => {
    const problem = text(2_000)(value);
    if (problem !== null) return problem;
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec((value as string).replace(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase();
    return scheme === undefined || schemes.includes(scheme) ? null : `must be an address such as ${example}`;
  };

const link = address(['http', 'https', 'mailto', 'tel', 'sms'], 'https://example.com');
const picture = address(['http', 'https'], 'https://example.com/picture.png');
/** Read by whoever knows what is inside. */
const inside: FieldCheck = () => null;

const align = oneOf(BLOCK_ALIGNMENTS);
const block = (own: FieldChecks): FieldChecks => ({ id, kind: inside, condition: inside, ...own });

export const DOCUMENT_FIELDS: FieldChecks = { version: inside, theme: inside, rows: inside };
export const GROUP_FIELDS: FieldChecks = { version: inside, blocks: inside };
export const THEME_FIELDS: FieldChecks = {
  page: colour,
  surface: colour,
  text: colour,
  accent: colour,
  font: oneOf(BLOCK_FONTS),
  radius: whole(0, 40),
};
export const ROW_FIELDS: FieldChecks = {
  id,
  layout: oneOf(Object.keys(BLOCK_LAYOUTS)),
  background: orNull(colour),
  padding: whole(0, 80),
  condition: inside,
  columns: inside,
};
export const COLUMN_FIELDS: FieldChecks = { blocks: inside };
export const CONDITION_FIELDS: FieldChecks = { tag: text(250), operator: oneOf(CONDITION_OPERATORS), value: text(200) };
export const SOCIAL_FIELDS: FieldChecks = { network: oneOf(SOCIAL_NETWORKS), href: link };
export const BLOCK_FIELDS: Readonly<Record<BlockKind, FieldChecks>> = {
  text: block({ html: text(20_000) }),
  heading: block({ text: text(500), level: oneOf([1, 2, 3]), align }),
  image: block({ src: picture, alt: text(300), href: link, width: whole(10, 100), align }),
  button: block({ text: text(200), href: link, align, isFullWidth: yesOrNo }),
  divider: block({ colour: orNull(colour) }),
  spacer: block({ height: whole(4, 200) }),
  social: block({ links: inside, align }),
  footer: block({ html: text(5_000), unsubscribeText: text(200), align }),
  snippet: block({ snippet: key, version: whole(1, 1_000_000), blocks: inside }),
};
