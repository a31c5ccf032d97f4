import { type Block, contrastOf, inkOn, readableOn, SOCIAL_NAMES, type BlockTheme } from '@rapport/common';
import { IconPhoto } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import classes from './BlockEditor.module.css';
import { RichTextView, TaggedText } from './RichTextView';
import type { BlockEditing } from './useBlockEditing';

const RichTextBody = lazy(async () => ({ default: (await import('../RichTextBody')).RichTextBody }));

interface BlockViewProps {
  block: Block;
  theme: BlockTheme;
  /** The colour that it lies on. */
  ground: string;
  editing: BlockEditing;
}

/** A block about as it will look; the preview beside it is exact. A text is written in its place. */
export function BlockView({ block, theme, ground, editing }: BlockViewProps) {
  const ink = readableOn(ground, theme.text, inkOn(ground));
  const link = readableOn(ground, theme.accent, ink);
  switch (block.kind) {
    case 'text':
      if (editing.selected === block.id && !editing.isReadOnly)
        return (
          <Suspense fallback={<div className={classes.richText} />}>
            <RichTextBody
              key={editing.epoch}
              value={block.html}
              onChange={(html) => editing.changeBlock(block.id, { html })}
              label="Text"
              isCompact
            />
          </Suspense>
        );
      return (
        <div className={classes.richText} style={{ color: ink }} dir="auto">
          {block.html.replace(/<[^>]*>/g, '').trim() === '' ? (
            <p className={classes.empty}>Write a text</p>
          ) : (
            <RichTextView html={block.html} linkColour={link} />
          )}
        </div>
      );
    case 'heading':
      return (
        <div className={classes.heading} data-level={block.level} style={{ color: ink, textAlign: block.align }} dir="auto">
          {block.text === '' ? <span className={classes.empty}>Heading</span> : <TaggedText text={block.text} />}
        </div>
      );
    case 'image':
      return <ImageView block={block} radius={theme.radius} />;
    case 'button': {
      const colour = contrastOf(theme.accent, ground) >= 1.6 ? theme.accent : inkOn(ground);
      return (
        <div style={{ textAlign: block.align }}>
          <span
            className={classes.button}
            data-full={block.isFullWidth || undefined}
            style={{ background: colour, color: inkOn(colour), borderRadius: theme.radius }}
          >
            {block.text === '' ? 'Button' : <TaggedText text={block.text} />}
          </span>
        </div>
      );
    }
    case 'divider':
      return (
        <div className={classes.divider} style={{ borderColor: block.colour ?? (inkOn(ground) === '#ffffff' ? '#5b6373' : '#d9dde5') }} />
      );
    case 'spacer':
      return <div className={classes.spacer} style={{ height: block.height }} />;
    case 'social':
      return (
        <div style={{ textAlign: block.align, color: link, fontSize: 14 }}>
          {block.links.length === 0 ? 'Social links' : block.links.map(({ network }) => SOCIAL_NAMES[network]).join('  ·  ')}
        </div>
      );
    case 'snippet':
      return block.blocks.length === 0 ? (
        <p className={classes.empty}>{block.snippet === '' ? 'Choose a snippet' : 'This snippet does not exist here'}</p>
      ) : (
        <div className={classes.held}>
          {block.blocks.map((one) => (
            <BlockView key={one.id} block={one} theme={theme} ground={ground} editing={editing} />
          ))}
        </div>
      );
    case 'footer':
      return (
        <div className={classes.footer} style={{ textAlign: block.align, color: readableOn(ground, '#5f6878', ink) }} dir="auto">
          <RichTextView html={block.html} linkColour={ink} />
          <p>
            Name and postal address of this workspace
            <br />
            <u>{block.unsubscribeText || 'Unsubscribe'}</u>
          </p>
        </div>
      );
  }
}

function ImageView({ block, radius }: { block: Extract<Block, { kind: 'image' }>; radius: number }) {
  const isShown = /^https?:\/\//i.test(block.src);
  return (
    <div style={{ textAlign: block.align }}>
      {isShown ? (
        <img
          src={block.src}
          alt={block.alt}
          className={classes.image}
          style={{ width: `${block.width}%`, borderRadius: radius }}
          referrerPolicy="no-referrer"
        />
      ) : (
        <span className={classes.noImage}>
          <IconPhoto size={20} aria-hidden /> Image
        </span>
      )}
    </div>
  );
}
