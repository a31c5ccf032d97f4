import {
  type Block,
  BLOCK_LAYOUTS,
  type BlockCondition,
  type BlockDocument,
  type BlockRow,
  type BlockTheme,
  conditionExpression,
  SOCIAL_NAMES,
} from '@rapport/common';
import { escapeText } from '../rendering/liquid/asText.js';
import { blockStyles, FONT_FAMILIES, type Inks, inksOn } from './blockStyles.js';
import { cleanRichText, plainText } from './blockText.js';
import type { Words } from './Words.js';

const WIDTH = 600;
const HEADING_SIZES = { 1: 28, 2: 22, 3: 18 } as const;

/** Where a block is drawn. */
interface Place {
  readonly theme: BlockTheme;
  readonly inks: Inks;
  /** Left and right of what is in it, and what is left between, in pixels. */
  readonly gutter: number;
  readonly width: number;
}

/** The document in MJML: everything that a person wrote is behind words. */
export function blockMjml({ theme, rows }: BlockDocument, words: Words): string {
  const font = FONT_FAMILIES[theme.font];
  return `<mjml>
<mj-head>
<mj-attributes><mj-all font-family="${font}" /><mj-text font-size="16px" line-height="1.6" /></mj-attributes>
<mj-style>${words.add(blockStyles(theme))}</mj-style>
</mj-head>
<mj-body width="${WIDTH}px" background-color="${theme.page}" css-class="rpb-page">
${rows.map((row) => conditional(row.condition, rowMjml(row, theme, words), words)).join('\n')}
</mj-body>
</mjml>`;
}

/** Around whole sections and whole rows of a table only: whatever is left out, the table around it stays complete, also for Outlook. */
function conditional(condition: BlockCondition | null, mjml: string, words: Words): string {
  if (condition === null || mjml === '') return mjml;
  const opening = words.add(`{% if ${conditionExpression(condition)} %}`);
  return `<mj-raw>${opening}</mj-raw>${mjml}<mj-raw>${words.add('{% endif %}')}</mj-raw>`;
}

function rowMjml(row: BlockRow, theme: BlockTheme, words: Words): string {
  const ground = row.background ?? theme.surface;
  const widths = BLOCK_LAYOUTS[row.layout];
  const isSingle = widths.length === 1;
  const gutter = isSingle ? 24 : 12;
  const columns = row.columns.map(({ blocks }, index) => {
    const share = (widths[index] ?? 12) / 12;
    const width = Math.round((isSingle ? WIDTH : WIDTH - 24) * share) - 2 * gutter;
    const place: Place = { theme, inks: inksOn(ground, theme), gutter, width };
    const inside = blocks.map((block) => conditional(block.condition, blockMjmlOf(block, place, words), words)).join('\n');
    return `<mj-column width="${Math.round(share * 10_000) / 100}%">${inside}</mj-column>`;
  });
  const kind = row.background === null ? 'rpb-plain' : 'rpb-own';
  return `<mj-section css-class="${kind}" background-color="${ground}" padding="${row.padding}px ${isSingle ? 0 : 12}px">${columns.join('\n')}</mj-section>`;
}

function blockMjmlOf(block: Block, place: Place, words: Words): string {
  const { theme, inks, gutter, width } = place;
  const padding = `padding="8px ${gutter}px"`;
  const attribute = (value: string): string => words.add(escapeText(value));
  switch (block.kind) {
    case 'text':
      return `<mj-text css-class="rpb-text" ${padding} color="${inks.text}">${words.add(cleanRichText(block.html, inks.link))}</mj-text>`;
    case 'heading': {
      const size = HEADING_SIZES[block.level];
      const heading = `<h${block.level} style="margin: 0; font-size: ${size}px; line-height: 1.3; font-weight: 700; color: ${inks.text};">${plainText(block.text)}</h${block.level}>`;
      return `<mj-text css-class="rpb-text" ${padding} align="${block.align}" color="${inks.text}">${words.add(heading)}</mj-text>`;
    }
    case 'image': {
      if (block.src.trim() === '') return '';
      const pixels = Math.max(1, Math.round((width * block.width) / 100));
      const link = block.href.trim() === '' ? '' : ` href="${attribute(block.href)}"`;
      const fluid = block.width === 100 ? ' fluid-on-mobile="true"' : '';
      return `<mj-image ${padding} src="${attribute(block.src)}" alt="${attribute(block.alt)}" width="${pixels}px" align="${block.align}" border-radius="${theme.radius}px"${link}${fluid} />`;
    }
    case 'button': {
      const full = block.isFullWidth ? ' width="100%"' : '';
      const link = block.href.trim() === '' ? '' : ` href="${attribute(block.href)}"`;
      return `<mj-button ${padding} align="${block.align}" background-color="${inks.button}" color="${inks.buttonText}" border-radius="${theme.radius}px" font-size="16px" font-weight="600" inner-padding="12px 24px"${full}${link}>${words.add(plainText(block.text))}</mj-button>`;
    }
    case 'divider':
      return `<mj-divider css-class="${block.colour === null ? 'rpb-line' : 'rpb-own-line'}" padding="12px ${gutter}px" border-width="1px" border-color="${block.colour ?? inks.line}" />`;
    case 'spacer':
      return `<mj-spacer height="${block.height}px" />`;
    case 'social': {
      const links = block.links.map(
        ({ network, href }) => `<a href="${escapeText(href)}" style="color: ${inks.link};">${SOCIAL_NAMES[network]}</a>`,
      );
      return links.length === 0
        ? ''
        : `<mj-text css-class="rpb-text" ${padding} align="${block.align}" font-size="14px" color="${inks.text}">${words.add(links.join(' &nbsp;·&nbsp; '))}</mj-text>`;
    }
    case 'snippet':
      return block.blocks.map((one) => conditional(one.condition, blockMjmlOf(one, place, words), words)).join('\n');
    case 'footer':
      return `<mj-text css-class="rpb-text rpb-small" ${padding} align="${block.align}" font-size="12px" color="${inks.quiet}">${words.add(footerHtml(block.html, block.unsubscribeText, inks.quiet))}</mj-text>`;
  }
}

/** What the law asks for, whatever the author adds to it. */
function footerHtml(html: string, unsubscribe: string, colour: string): string {
  const text = plainText(unsubscribe.trim() === '' ? 'Unsubscribe' : unsubscribe);
  return `${cleanRichText(html, colour).replace(' class="rpb-last"', '')}<p>{{ workspace.name }}<br>{{ workspace.postal_address }}</p><p class="rpb-last"><a href="{{ unsubscribe_url }}" style="color: ${colour}; text-decoration: underline;">${text}</a></p>`;
}
