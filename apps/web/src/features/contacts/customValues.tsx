import { type FieldEditor, fieldRules, isWallTime, keysOf, readWallTime, wallTimeOf } from '@rapport/common';
import { Anchor, Badge } from '@mantine/core';
import { formatDay, formatExact, formatMoney, shownTimeZone } from '../../shared/format/format';
import type { InlineKind } from '../../shared/form/InlineField';
import classes from './ContactRecord.module.css';
import type { FieldFacts } from './contactFieldInfo';
import type { ContactFieldValue, CustomValue } from './contactQueries';

/** A value and of which type its field is. */
export type TypedValue = Pick<ContactFieldValue, 'fieldType' | 'value'>;

/** A switch is always open; everything else is edited in its line. */
const KINDS: Record<Exclude<FieldEditor, 'switch'>, InlineKind> = {
  text: 'text',
  longText: 'longText',
  number: 'number',
  money: 'number',
  date: 'date',
  dateTime: 'dateTime',
  choice: 'select',
  choices: 'choices',
  url: 'url',
  email: 'email',
  phone: 'tel',
};

export function isSwitch({ fieldType }: Pick<TypedValue, 'fieldType'>): boolean {
  return fieldRules(fieldType).editor === 'switch';
}

export function kindOf({ fieldType }: Pick<TypedValue, 'fieldType'>): InlineKind {
  const { editor } = fieldRules(fieldType);
  return editor === 'switch' ? 'text' : KINDS[editor];
}

/** What can be chosen; also what is chosen and no longer offered, so that it is not lost by opening the list. */
export function offered({ value }: Pick<TypedValue, 'value'>, { choices }: FieldFacts): { value: string; label: string }[] {
  const chosen = value === null ? [] : keysOf(value);
  return choices
    .filter(({ key, isArchived }) => !isArchived || chosen.includes(key))
    .map(({ key, label, isArchived }) => ({ value: key, label: isArchived ? `${label} (no longer offered)` : label }));
}

/** A moment is typed on the clocks of whoever reads it. */
export function draftOf({ fieldType, value }: TypedValue): string {
  if (value === null) return '';
  const isMoment = fieldRules(fieldType).editor === 'dateTime' && !Number.isNaN(Date.parse(value));
  return isMoment ? wallTimeOf(new Date(value), shownTimeZone()) : value;
}

/** What was typed, as the API reads it: its text, so that a long number is not rounded on the way. */
export function readCustomValue({ fieldType }: Pick<TypedValue, 'fieldType'>, typed: string): CustomValue {
  if (typed === '') return null;
  const isMoment = fieldRules(fieldType).editor === 'dateTime' && isWallTime(typed);
  return isMoment ? readWallTime(typed, shownTimeZone()).instant.toISOString() : typed;
}

/** As it is read, in one line of text: labels for keys, dates and amounts in the formats of the reader. */
export function textOfValue({ fieldType, value }: TypedValue, { choices, currency }: FieldFacts): string {
  if (value === null) return '';
  if (isSwitch({ fieldType })) return value === 'true' ? 'Yes' : 'No';
  return fieldRules(fieldType).show(value, { day: dayOf, time: timeOf, money: formatMoney }, { options: choices, currency });
}

interface ValueProps {
  field: TypedValue;
  facts: FieldFacts;
  isReadOnly: boolean;
}

export function CustomValueText({ field: { fieldType, value }, facts, isReadOnly }: ValueProps) {
  const rules = fieldRules(fieldType);
  if (value === null) return null;
  if (rules.hasOptions) return <Chosen keys={keysOf(value)} facts={facts} />;
  const shown = textOfValue({ fieldType, value }, facts);
  const link = isReadOnly ? linkOf(rules.editor, value) : null;
  return link === null ? (
    shown
  ) : (
    <Anchor href={link} target="_blank" rel="noreferrer noopener" inherit>
      {shown}
    </Anchor>
  );
}

function Chosen({ keys, facts: { choices } }: { keys: readonly string[]; facts: FieldFacts }) {
  const known = choices.filter(({ key }) => keys.includes(key));
  const lost = keys.filter((key) => !choices.some((choice) => choice.key === key)).map((key) => ({ key, label: key, colour: null }));
  return (
    <span className={classes.chosen}>
      {[...known, ...lost].map(({ key, label, colour }) => (
        <Badge key={key} variant="light" color={colour ?? 'gray'} radius="sm" tt="none" fw={500} dir="auto">
          {label}
        </Badge>
      ))}
    </span>
  );
}

/** Only addresses that lead to a page: what an older version stored may be anything. */
function linkOf(editor: FieldEditor, value: string): string | null {
  return editor === 'url' && /^https?:\/\//i.test(value) ? value : null;
}

/** What an older version stored may be no date. */
function dayOf(value: string): string {
  const day = value.slice(0, 10);
  return Number.isNaN(Date.parse(day)) ? value : formatDay(day);
}

function timeOf(value: string): string {
  return Number.isNaN(Date.parse(value)) ? value : formatExact(value);
}
