import { ActionIcon, Button, Checkbox, Group, NumberInput, SegmentedControl, Select, Slider, Stack, Text, TextInput } from '@mantine/core';
import { IconPhoto, IconPlus, IconX } from '@tabler/icons-react';
import { type Block, BLOCK_ALIGNMENTS, type BlockAlignment, SOCIAL_NAMES, SOCIAL_NETWORKS, type SocialNetwork } from '@rapport/common';
import { ImageButton } from '../ImageButton';
import { TagTextInput } from '../TagTextInput';
import classes from './BlockEditor.module.css';
import { ColourField } from './ColourField';
import { SnippetFields } from '../snippets/SnippetFields';
import { ConditionFields } from './ConditionFields';
import type { BlockEditing } from './useBlockEditing';

interface BlockInspectorProps {
  block: Block;
  editing: BlockEditing;
}

/** The settings of the selected block, right below it. */
export function BlockInspector({ block, editing }: BlockInspectorProps) {
  return (
    <fieldset className={classes.inspector} disabled={editing.isReadOnly}>
      <OwnFields block={block} editing={editing} />
      <ConditionFields
        condition={block.condition}
        isReadOnly={editing.isReadOnly}
        onChange={(condition) => editing.changeBlock(block.id, { condition })}
      />
    </fieldset>
  );
}

function OwnFields({ block, editing }: BlockInspectorProps) {
  const change = (part: object) => editing.changeBlock(block.id, part as Partial<Block>);
  const error = (field: string) => editing.errors.get(`${block.id}.${field}`);
  switch (block.kind) {
    case 'text':
      return null;
    case 'snippet':
      return <SnippetFields block={block} editing={editing} />;
    case 'heading':
      return (
        <>
          <TagTextInput label="Heading text" value={block.text} error={error('text')} onChange={(text) => change({ text })} />
          <Group gap="md" align="flex-end">
            <SegmentedControl
              aria-label="Size"
              value={String(block.level)}
              onChange={(level) => change({ level: Number(level) })}
              data={[
                { value: '1', label: 'Large' },
                { value: '2', label: 'Medium' },
                { value: '3', label: 'Small' },
              ]}
            />
            <AlignField value={block.align} onChange={(align) => change({ align })} />
          </Group>
        </>
      );
    case 'image':
      return (
        <>
          <ImageButton onInsert={({ url, alt }) => change({ src: url, ...(block.alt === '' ? { alt } : {}) })}>
            {(button) => (
              <Button {...button} variant="default" leftSection={<IconPhoto size={15} />} className={classes.choose}>
                {block.src === '' ? 'Choose image' : 'Choose another image'}
              </Button>
            )}
          </ImageButton>
          <TextInput
            label="Image address"
            placeholder="https://"
            value={block.src}
            error={error('src')}
            onChange={(event) => change({ src: event.currentTarget.value.trim() })}
          />
          <TagTextInput
            label="Description"
            description="For readers who do not see images"
            value={block.alt}
            error={error('alt')}
            onChange={(alt) => change({ alt })}
          />
          <TagTextInput
            label="Link"
            placeholder="https://"
            value={block.href}
            error={error('href')}
            onChange={(href) => change({ href })}
          />
          <Group gap="md" align="flex-end">
            <div className={classes.slider}>
              <Text size="xs" fw={500}>
                Width {block.width} %
              </Text>
              <Slider
                thumbLabel="Width in percent"
                label={null}
                min={10}
                max={100}
                step={5}
                value={block.width}
                disabled={editing.isReadOnly}
                onChange={(width) => change({ width })}
              />
            </div>
            <AlignField value={block.align} onChange={(align) => change({ align })} />
          </Group>
        </>
      );
    case 'button':
      return (
        <>
          <TagTextInput label="Button text" value={block.text} error={error('text')} onChange={(text) => change({ text })} />
          <TagTextInput
            label="Link"
            placeholder="https://"
            value={block.href}
            error={error('href')}
            onChange={(href) => change({ href })}
          />
          <Group gap="md">
            <AlignField value={block.align} onChange={(align) => change({ align })} />
            <Checkbox
              label="Full width"
              checked={block.isFullWidth}
              onChange={(event) => change({ isFullWidth: event.currentTarget.checked })}
            />
          </Group>
        </>
      );
    case 'divider':
      return <ColourField label="Colour" value={block.colour} placeholder="From the theme" onChange={(colour) => change({ colour })} />;
    case 'spacer':
      return (
        <NumberInput
          label="Height"
          suffix=" px"
          min={4}
          max={200}
          allowDecimal={false}
          clampBehavior="strict"
          value={block.height}
          onChange={(height) => typeof height === 'number' && height >= 4 && change({ height })}
        />
      );
    case 'social':
      return <SocialFields block={block} change={change} error={error} />;
    case 'footer':
      return (
        <>
          <TagTextInput
            label="Unsubscribe link"
            value={block.unsubscribeText}
            error={error('unsubscribeText')}
            onChange={(unsubscribeText) => change({ unsubscribeText })}
          />
          <AlignField value={block.align} onChange={(align) => change({ align })} />
        </>
      );
  }
}

function SocialFields({
  block,
  change,
  error,
}: {
  block: Extract<Block, { kind: 'social' }>;
  change: (part: object) => void;
  error: (field: string) => string | undefined;
}) {
  const put = (index: number, part: object) =>
    change({ links: block.links.map((link, at) => (at === index ? { ...link, ...part } : link)) });
  return (
    <Stack gap="xs">
      {block.links.map((link, index) => (
        <div key={index} className={classes.social}>
          <Select
            aria-label={`Network ${index + 1}`}
            allowDeselect={false}
            data={SOCIAL_NETWORKS.map((value) => ({ value, label: SOCIAL_NAMES[value] }))}
            value={link.network}
            onChange={(network) => network && put(index, { network: network as SocialNetwork })}
          />
          <TextInput
            aria-label={`Address of ${SOCIAL_NAMES[link.network]}`}
            placeholder="https://"
            value={link.href}
            error={error(`links.${index}.href`)}
            onChange={(event) => put(index, { href: event.currentTarget.value.trim() })}
          />
          <ActionIcon
            aria-label={`Remove ${SOCIAL_NAMES[link.network]}`}
            onClick={() => change({ links: block.links.filter((_, at) => at !== index) })}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Group gap="md">
        {block.links.length < 10 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              change({ links: [...block.links, { network: nextNetwork(block.links.map(({ network }) => network)), href: '' }] })
            }
          >
            Add link
          </Button>
        )}
        <AlignField value={block.align} onChange={(align) => change({ align })} />
      </Group>
    </Stack>
  );
}

function nextNetwork(used: readonly SocialNetwork[]): SocialNetwork {
  return SOCIAL_NETWORKS.find((network) => !used.includes(network)) ?? 'website';
}

const ALIGN_LABELS: Readonly<Record<BlockAlignment, string>> = { left: 'Left', center: 'Centre', right: 'Right' };

export function AlignField({ value, onChange }: { value: BlockAlignment; onChange: (align: BlockAlignment) => void }) {
  return (
    <SegmentedControl
      aria-label="Alignment"
      value={value}
      onChange={(align) => onChange(align as BlockAlignment)}
      data={BLOCK_ALIGNMENTS.map((align) => ({ value: align, label: ALIGN_LABELS[align] }))}
    />
  );
}
