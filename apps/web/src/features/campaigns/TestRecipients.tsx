import { MultiSelect, TagsInput } from '@mantine/core';
import classes from './Composer.module.css';

export interface TestMember {
  readonly name: string;
  readonly email: string;
}

interface TestRecipientsProps {
  /** With a confirmed address; undefined while they are loaded. */
  members: readonly TestMember[] | undefined;
  /** May also send to addresses of others. */
  mayUseAny: boolean;
  value: readonly string[];
  onChange: (addresses: string[]) => void;
  error?: string | undefined;
}

/** Each is a message of its own, and only so many go out in an hour. */
const MOST = 5;

/** Members to choose from, and for some a field for any address. */
export function TestRecipients({ members, mayUseAny, value, onChange, error }: TestRecipientsProps) {
  const names = new Map(members?.map(({ email, name }) => [email, name]));
  const shared = {
    label: 'Send a test to',
    value: [...value],
    onChange,
    error,
    clearable: true,
    renderOption: ({ option }: { option: { value: string } }) => (
      <span className={classes.testMember}>
        <span dir="auto">{names.get(option.value) ?? option.value}</span>
        <span className={classes.testAddress}>{option.value}</span>
      </span>
    ),
  };
  if (mayUseAny)
    return (
      <TagsInput
        {...shared}
        description="Members or any other address"
        placeholder={value.length === 0 ? 'Choose or enter an address' : undefined}
        data={[...names.keys()]}
        maxTags={MOST}
        splitChars={[',', ';', ' ']}
      />
    );
  return (
    <MultiSelect
      {...shared}
      description="Members with a confirmed address"
      placeholder={value.length === 0 ? 'Choose members' : undefined}
      data={[...names].map(([email, name]) => ({ value: email, label: name }))}
      maxValues={MOST}
      searchable
      hidePickedOptions
      nothingFoundMessage={members === undefined ? 'Loading members' : 'No member with a confirmed address has this name'}
    />
  );
}
