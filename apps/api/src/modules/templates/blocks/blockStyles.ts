import { type BlockFont, type BlockTheme, contrastOf, inkOn, readableOn, TEXT_CONTRAST } from '@rapport/common';

/** Installed on the systems that mail is read on: a font that has to be loaded is seen by few. */
export const FONT_FAMILIES: Readonly<Record<BlockFont, string>> = {
  sans: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  serif: "Georgia, 'Times New Roman', serif",
  rounded: "'Trebuchet MS', 'Segoe UI', Verdana, sans-serif",
  mono: "'Courier New', Courier, monospace",
};

/** The colours of what lies on a ground, each of which can be read there. */
export interface Inks {
  readonly text: string;
  readonly quiet: string;
  readonly link: string;
  readonly line: string;
  readonly button: string;
  readonly buttonText: string;
}

export function inksOn(ground: string, theme: BlockTheme): Inks {
  const text = readableOn(ground, theme.text, inkOn(ground));
  // A button in the colour of its row would be gone.
  const button = contrastOf(theme.accent, ground) >= 1.6 ? theme.accent : inkOn(ground);
  return {
    text,
    quiet: readableOn(ground, QUIET, text),
    link: readableOn(ground, theme.accent, text),
    line: inkOn(ground) === '#ffffff' ? '#5b6373' : '#d9dde5',
    button,
    buttonText: inkOn(button),
  };
}

const QUIET = '#5f6878';
const DARK = { page: '#14161b', surface: '#1e2128', text: '#e4e8ef', quiet: '#9aa3b2', link: '#8fb0ff', line: '#3a404c' };

/** `css-class` of what is drawn; the compiler of every template writes these rules into the elements. */
export function blockStyles(theme: BlockTheme): string {
  return `.rp-page { background-color: ${theme.page}; }
.rpb-page { padding: 24px 0; }
.rpb-text p, .rpb-text ul, .rpb-text ol, .rpb-text blockquote { margin: 0 0 12px; }
.rpb-text ul, .rpb-text ol { padding: 0 0 0 24px; }
.rpb-text li { margin: 0 0 4px; }
.rpb-text h1, .rpb-text h2, .rpb-text h3 { margin: 0 0 8px; line-height: 1.3; }
.rpb-text h1 { font-size: 28px; }
.rpb-text h2 { font-size: 22px; }
.rpb-text h3 { font-size: 18px; }
.rpb-text blockquote { padding: 0 0 0 16px; border-left: 3px solid #c5cbd6; }
.rpb-text p.rpb-last, .rpb-text h1.rpb-last, .rpb-text h2.rpb-last, .rpb-text h3.rpb-last { margin: 0; }
@media (max-width: 480px) {
  .rpb-page { padding: 0 !important; }
}
${isDark(theme.surface) ? '' : darkStyles(theme)}`;
}

/** Rows with a colour of their own keep it and what is written on it. */
function darkStyles(theme: BlockTheme): string {
  const link = readableOn(DARK.surface, theme.accent, DARK.link);
  const rules = (
    mark: string,
  ): string => `${mark}.rpb-plain .rpb-text div, ${mark}.rpb-plain .rpb-text h1, ${mark}.rpb-plain .rpb-text h2, ${mark}.rpb-plain .rpb-text h3 { color: ${DARK.text} !important; }
${mark}.rpb-plain .rpb-text a { color: ${link} !important; }
${mark}.rpb-plain .rpb-small div, ${mark}.rpb-plain .rpb-small a { color: ${DARK.quiet} !important; }`;
  return `@media (prefers-color-scheme: dark) {
  .rp-page, .rpb-page { background-color: ${DARK.page} !important; }
  .rpb-plain, .rpb-plain > table { background: ${DARK.surface} !important; background-color: ${DARK.surface} !important; }
  .rpb-plain .rpb-line p { border-top-color: ${DARK.line} !important; }
  ${rules('')}
}
${rules('[data-ogsc] ')}`;
}

function isDark(colour: string): boolean {
  return contrastOf(colour, '#ffffff') >= TEXT_CONTRAST;
}
