import { SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import {
  type BlockCondition,
  CONDITION_OPERATORS,
  type ConditionOperator,
  conditionInWords,
  findConditionProblem,
  needsValue,
} from '@rapport/common';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { useMergeTags, type MergeTag } from '../templateQueries';
import classes from './BlockEditor.module.css';

interface ConditionFieldsProps {
  condition: BlockCondition | null;
  onChange: (condition: BlockCondition | null) => void;
  isReadOnly: boolean;
}

const OPERATOR_LABELS: Readonly<Record<ConditionOperator, string>> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  isSet: 'has a value',
  isEmpty: 'is empty',
  greaterThan: 'is more than',
  lessThan: 'is less than',
};

/** Who sees it: everyone, or contacts with a certain value. */
export function ConditionFields({ condition, onChange, isReadOnly }: ConditionFieldsProps) {
  const tags = useConditionTags();
  const first: BlockCondition = { tag: 'first_name', operator: 'isSet', value: '' };
  const patch = (part: Partial<BlockCondition>) => {
    const next = { ...(condition ?? first), ...part };
    onChange(needsValue(next.operator) ? next : { ...next, value: '' });
  };
  const problem = condition ? findConditionProblem(condition) : null;
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="Shown to"
        value={condition ? 'some' : 'all'}
        disabled={isReadOnly}
        onChange={(value) => onChange(value === 'all' ? null : first)}
        data={[
          { value: 'all', label: 'Shown to everyone' },
          { value: 'some', label: 'Only to some' },
        ]}
      />
      {condition && (
        <div className={classes.condition}>
          <Select
            label="Field"
            searchable
            allowDeselect={false}
            disabled={isReadOnly}
            data={
              tags.some(({ tag }) => tag === condition.tag)
                ? optionsOf(tags)
                : [...optionsOf(tags), { value: condition.tag, label: condition.tag }]
            }
            value={condition.tag}
            onChange={(tag) => tag && patch({ tag })}
          />
          <Select
            label="Condition"
            allowDeselect={false}
            disabled={isReadOnly}
            data={CONDITION_OPERATORS.map((value) => ({ value, label: OPERATOR_LABELS[value] }))}
            value={condition.operator}
            onChange={(operator) => operator && patch({ operator: operator as ConditionOperator })}
          />
          {needsValue(condition.operator) && (
            <TextInput
              label="Value"
              dir="auto"
              disabled={isReadOnly}
              value={condition.value}
              error={problem?.field === 'value' ? problem.message : undefined}
              onChange={(event) => patch({ value: event.currentTarget.value })}
            />
          )}
        </div>
      )}
    </Stack>
  );
}

/** What contacts have values of. */
function useConditionTags(): MergeTag[] {
  const tags = useMergeTags(useWorkspaceId());
  return (tags.data ?? []).filter(({ group }) => group === 'contact' || group === 'custom');
}

function optionsOf(tags: readonly MergeTag[]) {
  return tags.map(({ tag, label }) => ({ value: tag, label }));
}

/** `Only if Plan is Pro`, above what it is about. */
export function ConditionChip({ condition }: { condition: BlockCondition }) {
  const tags = useConditionTags();
  const text = conditionInWords(condition, (tag) => tags.find((one) => one.tag === tag)?.label ?? tag);
  return (
    <span className={classes.chip} dir="auto">
      {text}
    </span>
  );
}
