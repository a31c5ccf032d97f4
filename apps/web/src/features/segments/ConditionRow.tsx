import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { questionLabel, slotProblem, SUBJECT_GROUPS, type Subject, understand } from '@rapport/common';
import { IconX } from '@tabler/icons-react';
import classes from './Builder.module.css';
import { asked, type BuilderCondition } from './builderTree';
import type { RuleRecords } from './segmentQueries';
import { SlotEditor } from './SlotEditor';

export interface BuilderContext {
  readonly subjects: readonly Subject[];
  readonly records: RuleRecords;
  /** Parts that lack something, once someone tried to save. */
  readonly marked: ReadonlySet<string>;
  /** The part that was just added. */
  readonly freshId: string | null;
}

interface ConditionRowProps {
  condition: BuilderCondition;
  context: BuilderContext;
  onChange: (condition: BuilderCondition) => void;
  onRemove: () => void;
}

/** What it is about, what is asked, and the values. */
export function ConditionRow({ condition, context, onChange, onRemove }: ConditionRowProps) {
  const { subjects, records, marked, freshId } = context;
  const understood = condition.rule === '' ? null : understand({ rule: condition.rule, with: condition.values }, subjects);
  const isMarked = marked.has(condition.id);
  const choose = (key: string | null) => {
    const subject = subjects.find((one) => one.key === key && !one.isHidden);
    const [question] = subject?.questions ?? [];
    if (subject && question) onChange(asked(condition, subject, question, false));
  };
  const remove = (
    <Tooltip label="Remove condition">
      <ActionIcon size="md" variant="subtle" color="gray" aria-label="Remove condition" onClick={onRemove} className={classes.remove}>
        <IconX size={16} />
      </ActionIcon>
    </Tooltip>
  );
  if (condition.rule !== '' && !understood)
    return (
      <div className={classes.condition} data-marked={isMarked || undefined}>
        <span className={classes.unknown}>This condition no longer works: its field, list or campaign was deleted or changed.</span>
        {remove}
      </div>
    );
  return (
    <div className={classes.condition} role="group" aria-label="Condition" data-marked={isMarked || undefined}>
      <Select
        className={classes.subject}
        aria-label="About"
        placeholder="Choose a field or event"
        searchable
        autoFocus={condition.id === freshId}
        defaultDropdownOpened={condition.id === freshId && condition.rule === ''}
        allowDeselect={false}
        error={isMarked && condition.rule === ''}
        nothingFoundMessage="Nothing matches"
        maxDropdownHeight={320}
        data={SUBJECT_GROUPS.map((group) => ({
          group,
          items: subjects.filter((one) => one.group === group && !one.isHidden).map(({ key, label }) => ({ value: key, label })),
        })).filter(({ items }) => items.length > 0)}
        value={understood?.subject.key ?? null}
        onChange={choose}
      />
      {understood && <QuestionSelect condition={condition} {...understood} onChange={onChange} />}
      {understood?.question.slots.map((slot) => (
        <SlotEditor
          key={slot.name}
          slot={slot}
          value={condition.values[slot.name]}
          records={records}
          hasError={isMarked && slotProblem(slot, condition.values[slot.name]) !== null}
          onChange={(value) => {
            const { [slot.name]: _before, ...others } = condition.values;
            onChange({ ...condition, values: value === undefined ? others : { ...others, [slot.name]: value } });
          }}
        />
      ))}
      {remove}
    </div>
  );
}

function QuestionSelect({
  condition,
  subject,
  question,
  onChange,
}: {
  condition: BuilderCondition;
  subject: Subject;
  question: Subject['questions'][number];
  onChange: (condition: BuilderCondition) => void;
}) {
  const options = subject.questions.flatMap((one, index) =>
    one.isHidden && one !== question
      ? []
      : [
          { value: `is ${index}`, label: questionLabel(one, false) },
          { value: `not ${index}`, label: questionLabel(one, true) },
        ],
  );
  const change = (value: string | null) => {
    const [how = '', index = '0'] = (value ?? '').split(' ');
    const next = subject.questions[Number(index)];
    if (next) onChange(asked(condition, subject, next, how === 'not'));
  };
  return (
    <Select
      className={classes.question}
      aria-label="How"
      data={options}
      value={`${condition.isNot ? 'not' : 'is'} ${subject.questions.indexOf(question)}`}
      onChange={change}
      allowDeselect={false}
      maxDropdownHeight={320}
    />
  );
}
