import { NumberInput, Select } from '@mantine/core';
import { BLOCK_FONTS, type BlockFont, type BlockTheme } from '@rapport/common';
import classes from './BlockEditor.module.css';
import { ColourField } from './ColourField';
import type { BlockEditing } from './useBlockEditing';

const FONT_LABELS: Readonly<Record<BlockFont, string>> = {
  sans: 'Sans serif',
  serif: 'Serif',
  rounded: 'Rounded',
  mono: 'Monospace',
};

/** Colours, font and corners of the whole message. */
export function ThemeFields({ editing }: { editing: BlockEditing }) {
  const { theme } = editing.document;
  const change = (part: Partial<BlockTheme>) =>
    editing.change({ ...editing.document, theme: { ...theme, ...part } }, `theme ${Object.keys(part).join(' ')}`);
  const colour = (field: 'page' | 'surface' | 'text' | 'accent', label: string) => (
    <ColourField label={label} value={theme[field]} onChange={(value) => value && change({ [field]: value })} />
  );
  return (
    <fieldset className={classes.inspector} disabled={editing.isReadOnly} aria-label="Theme">
      <div className={classes.pair}>
        {colour('accent', 'Buttons and links')}
        {colour('text', 'Text')}
        {colour('surface', 'Sections')}
        {colour('page', 'Page')}
        <Select
          label="Font"
          allowDeselect={false}
          data={BLOCK_FONTS.map((value) => ({ value, label: FONT_LABELS[value] }))}
          value={theme.font}
          onChange={(font) => font && change({ font: font as BlockFont })}
        />
        <NumberInput
          label="Rounded corners"
          suffix=" px"
          min={0}
          max={40}
          allowDecimal={false}
          clampBehavior="strict"
          value={theme.radius}
          onChange={(radius) => typeof radius === 'number' && change({ radius })}
        />
      </div>
    </fieldset>
  );
}
