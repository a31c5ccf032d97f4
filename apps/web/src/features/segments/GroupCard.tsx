import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import classes from './Builder.module.css';
import { blankCondition, blankGroup, type BuilderGroup, type BuilderPart, MOST_NESTED, removePart } from './builderTree';
import { type BuilderContext, ConditionRow } from './ConditionRow';

interface GroupCardProps {
  group: BuilderGroup;
  context: BuilderContext;
  /** Of groups around it. */
  depth: number;
  onChange: (group: BuilderGroup) => void;
  /** The part that was added gets the focus. */
  onAdd: (part: BuilderPart) => void;
  onRemove?: () => void;
}

const MODES = [
  { value: 'and', label: 'All of these' },
  { value: 'or', label: 'Any of these' },
  { value: 'not and', label: 'Not all of these' },
  { value: 'not or', label: 'None of these' },
];

/** Conditions and further groups, joined by AND or OR; as a whole it can be turned into its opposite. */
export function GroupCard({ group, context, depth, onChange, onAdd, onRemove }: GroupCardProps) {
  const setMode = (value: string | null) =>
    onChange({ ...group, isNot: value?.startsWith('not') ?? false, mode: value?.endsWith('or') ? 'or' : 'and' });
  const replace = (part: BuilderPart) => onChange({ ...group, parts: group.parts.map((one) => (one.id === part.id ? part : one)) });
  const remove = (id: string) => onChange(removePart(group, id));
  const add = (part: BuilderPart) => {
    onChange({ ...group, parts: [...group.parts, part] });
    onAdd(part.kind === 'group' ? (part.parts[0] ?? part) : part);
  };
  return (
    <div
      className={classes.group}
      role="group"
      aria-label={depth === 0 ? 'Conditions' : 'Group of conditions'}
      data-not={group.isNot || undefined}
      data-nested={depth > 0 || undefined}
      data-marked={context.marked.has(group.id) || undefined}
    >
      <div className={classes.head}>
        <Select
          className={classes.mode}
          aria-label="Contacts meet"
          data={depth === 0 ? MODES.slice(0, 2) : MODES}
          value={`${group.isNot ? 'not ' : ''}${group.mode}`}
          onChange={setMode}
          allowDeselect={false}
        />
        {onRemove && (
          <Tooltip label="Remove group">
            <ActionIcon size="md" variant="subtle" color="gray" aria-label="Remove group" onClick={onRemove} className={classes.remove}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {group.parts.map((part, index) => (
        <div key={part.id} className={classes.part}>
          {index > 0 && <span className={classes.joint}>{group.mode === 'and' ? 'and' : 'or'}</span>}
          {part.kind === 'condition' ? (
            <ConditionRow condition={part} context={context} onChange={replace} onRemove={() => remove(part.id)} />
          ) : (
            <GroupCard group={part} context={context} depth={depth + 1} onChange={replace} onAdd={onAdd} onRemove={() => remove(part.id)} />
          )}
        </div>
      ))}
      {group.parts.length === 0 && <p className={classes.empty}>No conditions yet.</p>}
      <div className={classes.add}>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => add(blankCondition())}>
          Add condition
        </Button>
        {depth < MOST_NESTED && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => add(blankGroup(group.mode === 'and' ? 'or' : 'and'))}
          >
            Add group
          </Button>
        )}
      </div>
    </div>
  );
}
