/** What the rich text editor keeps. Everything else it would drop in silence, so it is named before one switches to it. */
const KEPT = new Set([
  'P',
  'BR',
  'STRONG',
  'B',
  'EM',
  'I',
  'U',
  'S',
  'DEL',
  'H1',
  'H2',
  'H3',
  'UL',
  'OL',
  'LI',
  'A',
  'BLOCKQUOTE',
  'HR',
  'CODE',
  'PRE',
  'IMG',
]);
/** Set by the editor itself or without a meaning in mail. */
const HARMLESS_ATTRIBUTES = new Set(['href', 'target', 'rel', 'dir']);
/** Of an image; the style is what the image button writes, which every message has for its images anyway. */
const IMAGE_ATTRIBUTES = new Set(['src', 'alt', 'width', 'height']);
const IMAGE_STYLE = 'max-width: 100%; height: auto';

const WORDS: Readonly<Record<string, string>> = {
  TABLE: 'tables',
  STYLE: 'style sheets',
  SPAN: 'spans',
  DIV: 'blocks (div)',
};
const PARTS_OF_TABLE = new Set(['TBODY', 'THEAD', 'TFOOT', 'TR', 'TD', 'TH', 'COLGROUP', 'COL', 'CAPTION']);

/** Names what editing this HTML as rich text would lose; empty when it can be edited safely. */
export function richTextLosses(html: string): string[] {
  const { body, head } = new DOMParser().parseFromString(html, 'text/html');
  const losses = new Set<string>();
  if (html.includes('<!--')) losses.add('comments');
  for (const element of [...head.children, ...body.querySelectorAll('*')]) {
    const name = element.tagName;
    if (PARTS_OF_TABLE.has(name)) continue;
    if (!KEPT.has(name)) losses.add(WORDS[name] ?? `<${name.toLowerCase()}>`);
    for (const { name: attribute, value } of element.attributes) {
      if (name === 'IMG' && (IMAGE_ATTRIBUTES.has(attribute) || (attribute === 'style' && value === IMAGE_STYLE))) continue;
      if (!HARMLESS_ATTRIBUTES.has(attribute)) losses.add(KEPT.has(name) ? attributeWord(attribute) : 'their attributes');
    }
  }
  return [...losses];
}

function attributeWord(attribute: string): string {
  return attribute === 'style' ? 'inline styles' : `${attribute} attributes`;
}
