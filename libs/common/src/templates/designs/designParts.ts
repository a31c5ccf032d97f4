import {
  type Block,
  type BlockAlignment,
  type BlockCondition,
  type BlockRow,
  type BlockTheme,
  DEFAULT_BLOCK_THEME,
} from '../blocks/blockDocument.js';

/** A finished message to start from. Nothing in it is loaded from anywhere: it is drawn with colours and type. */
export interface TemplateDesign {
  readonly id: string;
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly subject: string;
  readonly preheader: string;
  readonly theme: BlockTheme;
  readonly rows: readonly BlockRow[];
}

interface BlockMore {
  readonly align?: BlockAlignment;
  readonly condition?: BlockCondition;
}

/** Blocks of one design: their ids count up. */
export class DesignParts {
  private count = 0;

  heading(text: string, level: 1 | 2 | 3 = 2, { align = 'left', condition }: BlockMore = {}): Block {
    return { ...this.base(condition), kind: 'heading', text, level, align };
  }

  /** A paragraph for each. */
  text(...paragraphs: readonly string[]): Block {
    return { ...this.base(), kind: 'text', html: paragraphs.map((one) => (one.startsWith('<') ? one : `<p>${one}</p>`)).join('') };
  }

  only(condition: BlockCondition, ...paragraphs: readonly string[]): Block {
    return { ...this.text(...paragraphs), condition };
  }

  button(text: string, { align = 'left', condition }: BlockMore = {}, isFullWidth = false): Block {
    return { ...this.base(condition), kind: 'button', text, href: 'https://example.com', align, isFullWidth };
  }

  divider(): Block {
    return { ...this.base(), kind: 'divider', colour: null };
  }

  spacer(height: number): Block {
    return { ...this.base(), kind: 'spacer', height };
  }

  social(): Block {
    const links = [
      { network: 'website', href: 'https://example.com' },
      { network: 'linkedin', href: 'https://www.linkedin.com' },
      { network: 'instagram', href: 'https://www.instagram.com' },
    ] as const;
    return { ...this.base(), kind: 'social', links, align: 'center' };
  }

  footer(align: BlockAlignment = 'center', html = ''): Block {
    return { ...this.base(), kind: 'footer', html, unsubscribeText: 'Unsubscribe', align };
  }

  row(blocks: readonly Block[], more: Partial<BlockRow> = {}): BlockRow {
    return this.columns('one', [blocks], more);
  }

  columns(layout: BlockRow['layout'], columns: readonly (readonly Block[])[], more: Partial<BlockRow> = {}): BlockRow {
    const id = this.next('row');
    return { id, layout, background: null, padding: 16, condition: null, columns: columns.map((blocks) => ({ blocks })), ...more };
  }

  private base(condition: BlockCondition | null = null): { id: string; condition: BlockCondition | null } {
    return { id: this.next('block'), condition };
  }

  private next(what: string): string {
    this.count += 1;
    return `${what}-${this.count}`;
  }
}

export const themeOf = (theme: Partial<BlockTheme>): BlockTheme => ({ ...DEFAULT_BLOCK_THEME, ...theme });
