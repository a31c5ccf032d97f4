import { convert, type HtmlToTextOptions } from 'html-to-text';

/** The plain-text part, from the same source as the HTML. Lines are never wrapped: a break inside a merge tag would break it. */
export function textPartOf(html: string, mark: string): string {
  return convert(html, optionsFor(mark));
}

const optionsFor = (mark: string): HtmlToTextOptions => ({
  wordwrap: false,
  selectors: [
    { selector: `[data-rp="${mark}preheader"]`, format: 'skip' },
    { selector: `[data-rp="${mark}brand"]`, format: 'skip' },
    { selector: 'a', options: { linkBrackets: ['<', '>'], hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    { selector: 'img', format: 'altText' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: `[data-rp="${mark}footer"]`, format: 'footer' },
  ],
  formatters: {
    altText: (element, _walk, builder) => {
      const alt: unknown = element.attribs['alt'];
      if (typeof alt === 'string' && alt.trim() !== '') builder.addInline(`[${alt.trim()}]`);
    },
    footer: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addInline('--');
      builder.addLineBreak();
      walk(element.children, builder);
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
  },
});
