import { NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import type { ComposerDraft } from './composerDraft';
import classes from './Timeline.module.css';

interface FieldsProps {
  draft: ComposerDraft;
  onChange: (patch: Partial<ComposerDraft>) => void;
  errorOf: (field: string) => string | null;
}

export const OUTCOMES = [
  { value: 'connected', label: 'Connected' },
  { value: 'voicemail', label: 'Left a voicemail' },
  { value: 'noAnswer', label: 'No answer' },
  { value: 'busy', label: 'Busy' },
  { value: 'wrongNumber', label: 'Wrong number' },
];

function DirectionField({ draft, onChange, words }: Omit<FieldsProps, 'errorOf'> & { words: readonly [string, string] }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Direction"
      value={draft.direction}
      onChange={(value) => onChange({ direction: value === 'incoming' ? 'incoming' : 'outgoing' })}
      data={[
        { value: 'outgoing', label: words[0] },
        { value: 'incoming', label: words[1] },
      ]}
    />
  );
}

export function EmailFields({ draft, onChange, errorOf }: FieldsProps) {
  return (
    <div className={classes.composerFields}>
      <DirectionField draft={draft} onChange={onChange} words={['I wrote', 'They wrote']} />
      <TextInput
        label="Subject"
        dir="auto"
        maxLength={500}
        value={draft.subject}
        error={errorOf('subject')}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        label="Email text"
        autosize
        minRows={3}
        maxRows={12}
        dir="auto"
        value={draft.body}
        error={errorOf('body')}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
    </div>
  );
}

export function TextFields({ draft, onChange, errorOf }: FieldsProps) {
  return (
    <div className={classes.composerFields}>
      <DirectionField draft={draft} onChange={onChange} words={['I wrote', 'They wrote']} />
      <Textarea
        label="Message"
        autosize
        minRows={2}
        maxRows={12}
        dir="auto"
        value={draft.message}
        error={errorOf('message')}
        onChange={(event) => onChange({ message: event.currentTarget.value })}
      />
    </div>
  );
}

export function CallFields({ draft, onChange, errorOf }: FieldsProps) {
  return (
    <div className={classes.composerFields}>
      <DirectionField draft={draft} onChange={onChange} words={['I called', 'They called']} />
      <div className={classes.composerRow}>
        <Select
          label="Outcome"
          allowDeselect={false}
          data={OUTCOMES}
          value={draft.outcome}
          onChange={(value) => value && onChange({ outcome: value as ComposerDraft['outcome'] })}
        />
        <NumberInput
          label="Minutes"
          min={0}
          max={1440}
          decimalScale={1}
          value={draft.minutes}
          error={errorOf('duration')}
          onChange={(minutes) => onChange({ minutes })}
        />
      </div>
      <Textarea
        label="Call notes"
        autosize
        minRows={2}
        maxRows={12}
        dir="auto"
        value={draft.notes}
        error={errorOf('notes')}
        onChange={(event) => onChange({ notes: event.currentTarget.value })}
      />
    </div>
  );
}
