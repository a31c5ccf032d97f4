import {
  IconAlignLeft,
  IconColumns2,
  IconHeading,
  IconLineDashed,
  IconPhoto,
  IconPuzzle,
  IconShare,
  IconSpacingVertical,
  IconSquareRounded,
  IconTextCaption,
  type Icon,
} from '@tabler/icons-react';
import type { BlockKind, BlockLayout } from '@rapport/common';

/** In the order of the menu. */
export const BLOCK_KINDS: readonly { readonly kind: BlockKind; readonly label: string; readonly icon: Icon }[] = [
  { kind: 'text', label: 'Text', icon: IconAlignLeft },
  { kind: 'heading', label: 'Heading', icon: IconHeading },
  { kind: 'image', label: 'Image', icon: IconPhoto },
  { kind: 'button', label: 'Button', icon: IconSquareRounded },
  { kind: 'divider', label: 'Divider', icon: IconLineDashed },
  { kind: 'spacer', label: 'Spacer', icon: IconSpacingVertical },
  { kind: 'social', label: 'Social links', icon: IconShare },
  { kind: 'footer', label: 'Footer', icon: IconTextCaption },
  { kind: 'snippet', label: 'Snippet', icon: IconPuzzle },
];

export const SECTION_ICON = IconColumns2;

export function labelOfKind(kind: BlockKind): string {
  return BLOCK_KINDS.find((one) => one.kind === kind)?.label ?? kind;
}

export const LAYOUT_WORDS: readonly { readonly value: BlockLayout; readonly label: string }[] = [
  { value: 'one', label: 'One column' },
  { value: 'halves', label: 'Two equal columns' },
  { value: 'wideLeft', label: 'Two columns, left wider' },
  { value: 'wideRight', label: 'Two columns, right wider' },
  { value: 'thirds', label: 'Three columns' },
];
