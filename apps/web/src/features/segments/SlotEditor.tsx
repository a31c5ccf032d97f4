import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { RuleValue, Slot } from '@rapport/common';
import classes from './Builder.module.css';
import type { RuleRecords } from './segmentQueries';

interface SlotEditorProps {
  slot: Slot;
  value: RuleValue | undefined;
  records: RuleRecords;
  hasError: boolean;
  onChange: (value: RuleValue | undefined) => void;
}

const NAMES: Readonly<Record<string, string>> = {
  value: 'Value',
  values: 'Values',
  days: 'Days',
  times: 'Times',
  listIds: 'Lists',
  segmentId: 'Segment',
  importId: 'Import',
  campaignIds: 'Campaigns',
  types: 'Types',
  reasons: 'Reasons',
  text: 'Words',
  is: 'Status',
};
const ANY: Readonly<Record<string, string>> = { campaignIds: 'Any campaign', types: 'Any type', reasons: 'Any reason' };
const RECORD_WORDS = { list: 'lists', segment: 'segments', import: 'imports', campaign: 'campaigns' } as const;

/** The editor of one value. Its kind comes with the question. */
export function SlotEditor({ slot, value, records, hasError, onChange }: SlotEditorProps) {
  const name = NAMES[slot.name] ?? slot.name;
  const common = { 'aria-label': name, error: hasError, className: classes.slot, size: 'sm' as const };
  const texts = Array.isArray(value) ? [...(value as readonly string[])] : [];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const some = (next: string[]) => onChange(next.length > 0 ? next : undefined);
  const placeholder = texts.length > 0 ? undefined : (ANY[slot.name] ?? 'Choose');
  switch (slot.kind) {
    case 'text':
    case 'number':
    case 'day':
      return (
        <TextInput
          {...common}
          type={slot.kind === 'day' ? 'date' : 'text'}
          inputMode={slot.kind === 'number' ? 'decimal' : undefined}
          dir="auto"
          maxLength={500}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'texts':
      return (
        <TagsInput
          {...common}
          value={texts}
          onChange={some}
          placeholder={texts.length > 0 ? undefined : 'Type a value, press Enter'}
          splitChars={[',', ';']}
          acceptValueOnBlur
          maxTags={200}
        />
      );
    case 'int': {
      // The question names what a number that has to be there counts: “at least … messages”.
      const isWindow = slot.name === 'days' && slot.isOptional === true && typeof value === 'number';
      return (
        <label className={classes.count}>
          {isWindow && <span>in the last</span>}
          <NumberInput
            {...common}
            className={classes.number}
            value={typeof value === 'number' ? value : ''}
            onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
            min={slot.min}
            max={slot.max}
            allowDecimal={false}
            allowNegative={false}
            placeholder={slot.isOptional ? 'any time' : undefined}
          />
          {isWindow && <span>{value === 1 ? 'day' : 'days'}</span>}
        </label>
      );
    }
    case 'choice':
      return (
        <Select
          {...common}
          data={[...slot.options]}
          value={text || null}
          onChange={(next) => onChange(next ?? undefined)}
          placeholder="Choose"
          allowDeselect={false}
          searchable={slot.options.length > 8}
        />
      );
    case 'choices':
      return <MultiSelect {...common} data={[...slot.options]} value={texts} onChange={some} placeholder={placeholder} searchable />;
    case 'record':
    case 'records': {
      const known = records[slot.of];
      const data = (known ?? []).map((record) => ({ value: record.id, label: record.name }));
      const nothing = known ? `No matching ${RECORD_WORDS[slot.of]}` : 'Loading';
      const chosen = slot.kind === 'record' ? [text].filter(Boolean) : texts;
      const missing = chosen.filter((id) => !data.some((option) => option.value === id));
      const all = [...data, ...missing.map((id) => ({ value: id, label: known ? 'Deleted' : '…' }))];
      const shared = { ...common, data: all, searchable: true, nothingFoundMessage: nothing };
      return slot.kind === 'record' ? (
        <Select
          {...shared}
          value={text || null}
          onChange={(next) => onChange(next ?? undefined)}
          placeholder="Choose"
          allowDeselect={false}
        />
      ) : (
        <MultiSelect {...shared} value={texts} onChange={some} placeholder={placeholder} />
      );
    }
  }
}
