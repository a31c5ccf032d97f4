import mjml2html from 'mjml';
import { MJML_OPTIONS, tidied } from './compileBlocks.js';

/** `unknown`: what MJML did not know, as it says it. */
export type CompiledMjml = { readonly html: string; readonly unknown: readonly string[] } | { readonly problem: string };

const MOST_UNKNOWN = 10;

/** MJML that a person brought. Nothing is included, neither from the disk nor from the web. */
export async function compileMjml(source: string): Promise<CompiledMjml> {
  try {
    const { html, errors } = await mjml2html(source, { ...MJML_OPTIONS, validationLevel: 'soft' });
    const unknown = [...new Set(errors.map(({ message }) => message.slice(0, 200)))].slice(0, MOST_UNKNOWN);
    return { html: tidied(html), unknown };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'it is not MJML' };
  }
}
