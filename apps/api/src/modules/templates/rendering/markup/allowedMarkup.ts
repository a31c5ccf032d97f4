/** What a mail may contain: text, lists, tables, images, links, styles and classes. */
export const ALLOWED_TAGS = [
  ...['a', 'abbr', 'address', 'article', 'b', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup'],
  ...['dd', 'del', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header'],
  ...['hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p', 'pre', 'q', 's', 'section', 'small', 'span', 'strike'],
  ...['strong', 'style', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul'],
];

export const URL_ATTRIBUTES = ['href', 'src', 'background'];

export const ALLOWED_ATTRIBUTES = [
  ...URL_ATTRIBUTES,
  ...['align', 'alt', 'aria-*', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'class', 'color', 'colspan', 'dir', 'face'],
  ...['height', 'hidden', 'hspace', 'id', 'lang', 'media', 'name', 'nowrap', 'rel', 'role', 'rowspan', 'scope', 'size', 'start'],
  ...['style', 'target', 'title', 'type', 'valign', 'vspace', 'width'],
];

/** What Outlook draws buttons and backgrounds with; only ever inside of conditional comments. */
export function isOutlookTag(name: string): boolean {
  return name === 'xml' || /^[vow]:[a-z][a-z0-9]*$/i.test(name);
}

/** Of VML and office elements: sizes, colours, switches. Nothing that handles events. */
export function isOutlookAttribute(name: string): boolean {
  return /^(?:[ovw]:)?[a-z][a-z0-9-]*$/i.test(name) && !/^(?:[ovw]:)?(?:on|formaction|srcdoc)/i.test(name);
}

export const OUTLOOK_NAMESPACE = /^urn:schemas-microsoft-com:[\w:]{1,40}$/;
