/** A message made of blocks, as it is stored: rows (sections), their columns, and blocks in them. */

export const BLOCK_DOCUMENT_VERSION = 1;

export const BLOCK_FONTS = ['sans', 'serif', 'rounded', 'mono'] as const;
export type BlockFont = (typeof BLOCK_FONTS)[number];

/** Widths of the columns in twelfths. */
export const BLOCK_LAYOUTS = {
  one: [12],
  halves: [6, 6],
  thirds: [4, 4, 4],
  wideLeft: [8, 4],
  wideRight: [4, 8],
} as const satisfies Record<string, readonly number[]>;
export type BlockLayout = keyof typeof BLOCK_LAYOUTS;

export const BLOCK_ALIGNMENTS = ['left', 'center', 'right'] as const;
export type BlockAlignment = (typeof BLOCK_ALIGNMENTS)[number];

export const CONDITION_OPERATORS = ['is', 'isNot', 'contains', 'isSet', 'isEmpty', 'greaterThan', 'lessThan'] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

/** Who sees a row or a block: contacts whose value of the merge tag is as it says. */
export interface BlockCondition {
  /** Without braces: `first_name`, `custom.plan`. */
  readonly tag: string;
  readonly operator: ConditionOperator;
  /** Empty for `isSet` and `isEmpty`. */
  readonly value: string;
}

/** Colours are `#rrggbb`. */
export interface BlockTheme {
  readonly page: string;
  readonly surface: string;
  readonly text: string;
  readonly accent: string;
  readonly font: BlockFont;
  /** Of buttons and images, in pixels. */
  readonly radius: number;
}

interface OneBlock<Kind extends string> {
  /** Unique in the document. */
  readonly id: string;
  readonly kind: Kind;
  readonly condition: BlockCondition | null;
}

export interface TextBlock extends OneBlock<'text'> {
  /** Rich text with merge tags. */
  readonly html: string;
}

export interface HeadingBlock extends OneBlock<'heading'> {
  readonly text: string;
  readonly level: 1 | 2 | 3;
  readonly align: BlockAlignment;
}

export interface ImageBlock extends OneBlock<'image'> {
  readonly src: string;
  readonly alt: string;
  readonly href: string;
  /** Percent of the column. */
  readonly width: number;
  readonly align: BlockAlignment;
}

export interface ButtonBlock extends OneBlock<'button'> {
  readonly text: string;
  readonly href: string;
  readonly align: BlockAlignment;
  readonly isFullWidth: boolean;
}

/** `colour`: null for one that goes with the theme. */
export interface DividerBlock extends OneBlock<'divider'> {
  readonly colour: string | null;
}

export interface SpacerBlock extends OneBlock<'spacer'> {
  /** Pixels. */
  readonly height: number;
}

export const SOCIAL_NETWORKS = [
  'website',
  'linkedin',
  'instagram',
  'facebook',
  'x',
  'youtube',
  'tiktok',
  'mastodon',
  'bluesky',
  'whatsapp',
] as const;
export type SocialNetwork = (typeof SOCIAL_NETWORKS)[number];

/** As readers see them. */
export const SOCIAL_NAMES: Readonly<Record<SocialNetwork, string>> = {
  website: 'Website',
  linkedin: 'LinkedIn',
  instagram: 'Instagram',
  facebook: 'Facebook',
  x: 'X',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  mastodon: 'Mastodon',
  bluesky: 'Bluesky',
  whatsapp: 'WhatsApp',
};

export interface SocialBlock extends OneBlock<'social'> {
  readonly links: readonly { readonly network: SocialNetwork; readonly href: string }[];
  readonly align: BlockAlignment;
}

/** The name and postal address of the workspace and the unsubscribe link, with words of the author's above them. */
export interface FooterBlock extends OneBlock<'footer'> {
  readonly html: string;
  readonly unsubscribeText: string;
  readonly align: BlockAlignment;
}

/** A version of a snippet, with what it says: filled in by the server whenever the document is saved or shown. */
export interface SnippetBlock extends OneBlock<'snippet'> {
  readonly snippet: string;
  readonly version: number;
  /** Never a snippet again. */
  readonly blocks: readonly Block[];
}

export type Block =
  TextBlock | HeadingBlock | ImageBlock | ButtonBlock | DividerBlock | SpacerBlock | SocialBlock | FooterBlock | SnippetBlock;
export type BlockKind = Block['kind'];

export interface BlockRow {
  readonly id: string;
  readonly layout: BlockLayout;
  /** Null for the theme's surface. */
  readonly background: string | null;
  /** Above and below, in pixels. */
  readonly padding: number;
  readonly condition: BlockCondition | null;
  /** As many as the layout has. */
  readonly columns: readonly { readonly blocks: readonly Block[] }[];
}

export interface BlockDocument {
  readonly version: typeof BLOCK_DOCUMENT_VERSION;
  readonly theme: BlockTheme;
  readonly rows: readonly BlockRow[];
}

/** What a snippet of blocks is stored as. */
export interface BlockGroup {
  readonly version: typeof BLOCK_DOCUMENT_VERSION;
  readonly blocks: readonly Block[];
}

export const MOST_BLOCKS = 200;
export const MOST_ROWS = 60;
/** Characters of all texts and addresses together. */
export const MOST_BLOCK_TEXT = 300_000;

export const DEFAULT_BLOCK_THEME: BlockTheme = {
  page: '#f3f4f7',
  surface: '#ffffff',
  text: '#1d2330',
  accent: '#2f5fd0',
  font: 'sans',
  radius: 6,
};
