import { NumberInput, Select } from '@mantine/core';
import type { BlockLayout, BlockRow } from '@rapport/common';
import classes from './BlockEditor.module.css';
import { LAYOUT_WORDS } from './blockKinds';
import { ColourField } from './ColourField';
import { ConditionFields } from './ConditionFields';
import { changeRow, layOutRow } from './editDocument';
import type { BlockEditing } from './useBlockEditing';

/** The settings of the selected section. */
export function RowInspector({ row, editing }: { row: BlockRow; editing: BlockEditing }) {
  const change = (part: Partial<BlockRow>) =>
    editing.change(changeRow(editing.document, row.id, part), `${row.id} ${Object.keys(part).join(' ')}`);
  return (
    <fieldset className={classes.inspector} disabled={editing.isReadOnly}>
      <div className={classes.pair}>
        <Select
          label="Layout"
          allowDeselect={false}
          data={LAYOUT_WORDS}
          value={row.layout}
          onChange={(layout) => layout && editing.change(layOutRow(editing.document, row.id, layout as BlockLayout))}
        />
        <ColourField
          label="Background"
          value={row.background}
          placeholder="From the theme"
          onChange={(background) => change({ background })}
        />
        <NumberInput
          label="Space above and below"
          suffix=" px"
          min={0}
          max={80}
          allowDecimal={false}
          clampBehavior="strict"
          value={row.padding}
          onChange={(padding) => typeof padding === 'number' && change({ padding })}
        />
      </div>
      <ConditionFields condition={row.condition} isReadOnly={editing.isReadOnly} onChange={(condition) => change({ condition })} />
    </fieldset>
  );
}
