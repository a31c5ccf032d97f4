import { Radio, Select, Stack, TextInput } from '@mantine/core';
import type { ImportMode, MatchKey, UpdatePolicy, WithoutKey } from './importQueries';
import classes from './Mapping.module.css';

/** A list as this feature needs to know it; the page hands the lists in. */
export interface ImportListOption {
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
}

/** null: no list. A new name makes one when the import starts. */
export type ListChoice = { id: string } | { newName: string } | null;

interface ImportOptionsProps {
  mode: ImportMode;
  onMode: (mode: ImportMode) => void;
  updatePolicy: UpdatePolicy;
  onUpdatePolicy: (policy: UpdatePolicy) => void;
  matchBy: MatchKey;
  onMatchBy: (key: MatchKey) => void;
  withoutKey: WithoutKey;
  onWithoutKey: (rule: WithoutKey) => void;
  list: ListChoice;
  onList: (list: ListChoice) => void;
  lists: readonly ImportListOption[];
}

const MODES: readonly { value: ImportMode; label: string; help: string }[] = [
  { value: 'createAndUpdate', label: 'Add new and update existing', help: 'An empty cell changes nothing.' },
  { value: 'createOnly', label: 'Only add new', help: 'Existing contacts stay unchanged.' },
  { value: 'updateOnly', label: 'Only update existing', help: 'No contacts are added.' },
];

const RULES: readonly { value: WithoutKey; label: string }[] = [
  { value: 'reject', label: 'Reject the row' },
  { value: 'matchByName', label: 'Match by name and company' },
];

const POLICIES: readonly { value: UpdatePolicy; label: string }[] = [
  { value: 'overwrite', label: 'Overwrite them' },
  { value: 'fillEmpty', label: 'Keep them, fill in empty fields only' },
  { value: 'never', label: 'Change nothing' },
];

const KEYS: readonly { value: MatchKey; label: string }[] = [
  { value: 'auto', label: 'Email, else phone and name' },
  { value: 'email', label: 'Email only' },
  { value: 'phone', label: 'Phone only' },
  { value: 'id', label: 'Contact ID' },
  { value: 'none', label: 'Nothing: add every row' },
];

const LACKING: Readonly<Record<Exclude<MatchKey, 'none' | 'id'>, string>> = {
  auto: 'Rows without email and phone',
  email: 'Rows without email',
  phone: 'Rows without phone',
};

const NONE = '$none';
const NEW = '$new';

export function ImportOptions(props: ImportOptionsProps) {
  const { mode, onMode, updatePolicy, onUpdatePolicy, matchBy, onMatchBy, withoutKey, onWithoutKey, list, onList, lists } = props;
  const chosen = list === null ? NONE : 'id' in list ? list.id : NEW;
  const choose = (value: string | null) => {
    if (value === NEW) onList({ newName: '' });
    else onList(value === null || value === NONE ? null : { id: value });
  };
  return (
    <section aria-labelledby="options">
      <h2 id="options" className={classes.sectionTitle}>
        Import rules
      </h2>
      <Stack gap="md" mt="sm">
        <Radio.Group
          aria-label="Import rules"
          value={mode}
          onChange={(value) => onMode(MODES.find((option) => option.value === value)?.value ?? mode)}
        >
          <Stack gap="sm">
            {MODES.map(({ value, label, help }) => (
              <Radio key={value} value={value} label={label} description={help} />
            ))}
          </Stack>
        </Radio.Group>
        {mode !== 'createOnly' && (
          <Select
            label="Existing values"
            description="What happens when a contact has another value already."
            data={POLICIES}
            value={updatePolicy}
            onChange={(value) => onUpdatePolicy(POLICIES.find((policy) => policy.value === value)?.value ?? updatePolicy)}
            allowDeselect={false}
          />
        )}
        <Select
          label="Recognize contacts by"
          data={KEYS}
          value={matchBy}
          onChange={(value) => onMatchBy(KEYS.find((key) => key.value === value)?.value ?? matchBy)}
          allowDeselect={false}
        />
        {matchBy !== 'none' && matchBy !== 'id' && (
          <Select
            label={LACKING[matchBy]}
            description="Importing this file again adds no duplicates."
            data={RULES}
            value={withoutKey}
            onChange={(value) => onWithoutKey(RULES.find((rule) => rule.value === value)?.value ?? withoutKey)}
            allowDeselect={false}
          />
        )}
        <Select
          label="Add contacts to a list"
          data={[
            { value: NONE, label: 'No list' },
            { value: NEW, label: 'New list…' },
            ...(lists.length > 0 ? [{ group: 'Your lists', items: lists.map(({ id, name }) => ({ value: id, label: name })) }] : []),
          ]}
          value={chosen}
          onChange={choose}
          allowDeselect={false}
          searchable={lists.length > 8}
        />
        {list && 'newName' in list && (
          <TextInput
            label="New list name"
            value={list.newName}
            onChange={(event) => onList({ newName: event.currentTarget.value })}
            maxLength={100}
            autoFocus
            dir="auto"
          />
        )}
      </Stack>
    </section>
  );
}
