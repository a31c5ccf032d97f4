import type { BlockDocument } from '@rapport/common';
import mjml2html from 'mjml';
import { blockMjml } from './blockMjml.js';
import { Words } from './Words.js';

/** A whole HTML document with merge tags, as if an author had written it. Takes some ten milliseconds for forty blocks. */
export async function compileBlocks(document: BlockDocument): Promise<string> {
  const words = new Words([JSON.stringify(document)]);
  const { html } = await mjml2html(blockMjml(document, words), MJML_OPTIONS);
  return words.reveal(tidied(html));
}

/** Nothing is read from the disk or from the web, and no font is loaded from anyone. */
export const MJML_OPTIONS = { fonts: {}, validationLevel: 'strict', ignoreIncludes: true, useMjmlConfigOptions: false } as const;

/** A third of MJML's output is indentation, and mailboxes cut off what is long. */
export function tidied(html: string): string {
  return (
    html
      // In a conditional comment nobody but Outlook reads it, and it would hide the settings from our cleaning.
      .replace(/<\/?noscript>/g, '')
      .replace(/\s+(?:lang="und"|aria-roledescription="email"|dir="auto")(?=[\s>])/g, '')
      // The page has the colour by its class, which dark mode can change.
      .replace(/<body[^>]*>/, '<body>')
      .replace(/\s*\n\s*/g, '\n')
  );
}
