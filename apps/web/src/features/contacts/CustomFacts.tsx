import { type FieldEditor, fieldRules, isWallTime, keysOf, readWallTime, wallTimeOf } from '@rapport/common';
import { Anchor, Badge, Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { formatDay, formatExact, formatMoney, shownTimeZone } from '../../shared/format/format';
import { InlineField, type InlineKind } from '../../shared/form/InlineField';
import classes from './ContactRecord.module.css';
import type { FieldFacts, FieldInfo } from './contactFieldInfo';
import type { Contact, ContactChanges, ContactFieldValue, CustomValue } from './contactQueries';

interface CustomFactsProps {
  contact: Contact;
  fieldInfo: FieldInfo;
  /** The heading under which they stand; null for those without one. */
  section: string | null;
  isReadOnly: boolean;
  explain: (error: unknown) => ReactNode;
  save: (changes: ContactChanges) => Promise<unknown>;
}

export const NO_FACTS: FieldFacts = { choices: [], currency: null, section: null, description: null };

/** The fields of one section, each with the editor of its type. */
export function CustomFacts({ contact, fieldInfo, section, isReadOnly, explain, save }: CustomFactsProps) {
  const own = contact.customFields.filter(({ fieldName }) => (fieldInfo[fieldName]?.section ?? null) === section);
  return own.map((field) => {
    const facts = fieldInfo[field.fieldName] ?? NO_FACTS;
    const saveValue = (value: CustomValue) => save({ customFields: { [field.fieldName]: value } });
    if (isSwitch(field)) return <BooleanFact key={field.fieldName} field={field} isReadOnly={isReadOnly} onSave={saveValue} />;
    return (
      <InlineField
        key={field.fieldName}
        label={field.label}
        kind={kindOf(field)}
        options={offered(field, facts)}
        description={facts.description}
        unit={facts.currency}
        value={draftOf(field)}
        isReadOnly={isReadOnly}
        explain={explain}
        onSave={(typed) => saveValue(readCustomValue(field, typed))}
      >
        <CustomValueText field={field} facts={facts} isReadOnly={isReadOnly} />
      </InlineField>
    );
  });
}

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

function isSwitch({ fieldType }: ContactFieldValue): boolean {
  return fieldRules(fieldType).editor === 'switch';
}

function kindOf({ fieldType }: ContactFieldValue): InlineKind {
  const { editor } = fieldRules(fieldType);
  return editor === 'switch' ? 'text' : KINDS[editor];
}

/** What can be chosen; also what is chosen and no longer offered, so that it is not lost by opening the list. */
function offered({ value }: ContactFieldValue, { choices }: FieldFacts): { value: string; label: string }[] {
  const chosen = value === null ? [] : keysOf(value);
  return choices
    .filter(({ key, isArchived }) => !isArchived || chosen.includes(key))
    .map(({ key, label, isArchived }) => ({ value: key, label: isArchived ? `${label} (no longer offered)` : label }));
}

/** A moment is typed on the clocks of whoever reads it. */
function draftOf({ fieldType, value }: ContactFieldValue): string {
  if (value === null) return '';
  const isMoment = fieldRules(fieldType).editor === 'dateTime' && !Number.isNaN(Date.parse(value));
  return isMoment ? wallTimeOf(new Date(value), shownTimeZone()) : value;
}

/** What was typed, as the API reads it: its text, so that a long number is not rounded on the way. */
function readCustomValue({ fieldType }: ContactFieldValue, typed: string): CustomValue {
  if (typed === '') return null;
  const isMoment = fieldRules(fieldType).editor === 'dateTime' && isWallTime(typed);
  return isMoment ? readWallTime(typed, shownTimeZone()).instant.toISOString() : typed;
}

interface ValueProps {
  field: ContactFieldValue;
  facts: FieldFacts;
  isReadOnly: boolean;
}

/** A stored value as people read it. */
export function CustomValueText({ field: { fieldType, value }, facts, isReadOnly }: ValueProps) {
  const rules = fieldRules(fieldType);
  if (value === null) return null;
  const settings = { options: facts.choices, currency: facts.currency };
  if (rules.hasOptions) return <Chosen keys={keysOf(value)} facts={facts} />;
  const shown = rules.show(value, { day: dayOf, time: timeOf, money: formatMoney }, settings);
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

/** Saved by the switch itself. */
function BooleanFact({
  field,
  isReadOnly,
  onSave,
}: {
  field: ContactFieldValue;
  isReadOnly: boolean;
  onSave: (value: boolean) => Promise<unknown>;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (value: boolean) => {
    setProblem(null);
    try {
      await onSave(value);
    } catch (error) {
      setProblem((isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error));
    }
  };
  return (
    <div className={classes.row}>
      <span className={classes.rowLabel} dir="auto">
        {field.label}
      </span>
      <Switch
        className={classes.rowValue}
        aria-label={field.label}
        checked={field.value === 'true'}
        disabled={isReadOnly}
        error={problem}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </div>
  );
}

/** What an older version stored may be no date. */
function dayOf(value: string): string {
  const day = value.slice(0, 10);
  return Number.isNaN(Date.parse(day)) ? value : formatDay(day);
}

function timeOf(value: string): string {
  return Number.isNaN(Date.parse(value)) ? value : formatExact(value);
}
