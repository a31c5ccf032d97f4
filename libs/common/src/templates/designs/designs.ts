import type { BlockDocument } from '../blocks/blockDocument.js';
import { BLOCK_DOCUMENT_VERSION } from '../blocks/blockDocument.js';
import type { TemplateDesign } from './designParts.js';
import { newsletter, productNews, reengagement, welcome } from './newsDesigns.js';
import { invitation, notice, personalNote, reminder } from './noticeDesigns.js';

/** In the order in which they are offered. */
export function templateDesigns(): TemplateDesign[] {
  return [welcome(), newsletter(), productNews(), invitation(), reminder(), reengagement(), notice(), personalNote()];
}

/** `accent`: the colour of the brand, in the place of the design's own; null leaves it as it is. */
export function designDocument({ theme, rows }: TemplateDesign, accent: string | null): BlockDocument {
  if (accent === null) return { version: BLOCK_DOCUMENT_VERSION, theme, rows };
  const recoloured = rows.map((row) => (row.background === theme.accent ? { ...row, background: accent } : row));
  return { version: BLOCK_DOCUMENT_VERSION, theme: { ...theme, accent }, rows: recoloured };
}
