import { MultiSelect, TagsInput } from '@mantine/core';
import { type Allowance, allowanceWords } from '../../shared/format/allowance';
import classes from './Composer.module.css';

export interface TestMember {
  readonly name: string;
  readonly email: string;
}

interface TestRecipientsProps {
  /** With a confirmed address; undefined while they are loaded. */
  members: readonly TestMember[] | undefined;
  /** How many go out yet, and whether addresses of others are allowed; undefined while it is loaded. */
  allowance: (Allowance & { readonly anyAddress: boolean }) | undefined;
  /** Which field it becomes is not known yet: nothing is opened that is exchanged a moment later. */
  isLoading: boolean;
  value: readonly string[];
  onChange: (addresses: string[]) => void;
  error?: string | undefined;
}

/** Each is a message of its own: a test goes to a few. */
const MOST = 5;

/** Members to choose from, and for some a field for any address. */
export function TestRecipients({ members, allowance, isLoading, value, onChange, error }: TestRecipientsProps) {
  const names = new Map(members?.map(({ email, name }) => [email, name]));
  const most = Math.min(MOST, allowance?.left ?? MOST);
  const left = allowance ? `. ${allowanceWords(allowance, 'test messages')}` : '';
  const shared = {
    label: 'Send a test to',
    value: [...value],
    onChange,
    error,
    clearable: true,
    disabled: isLoading,
    renderOption: ({ option }: { option: { value: string } }) => (
      <span className={classes.testMember}>
        <span dir="auto">{names.get(option.value) ?? option.value}</span>
        <span className={classes.testAddress}>{option.value}</span>
      </span>
    ),
  };
  if (allowance?.anyAddress)
    return (
      <TagsInput
        {...shared}
        description={`Members or any other address${left}`}
        placeholder={value.length === 0 ? 'Choose or enter an address' : undefined}
        data={[...names.keys()]}
        maxTags={most}
        splitChars={[',', ';', ' ']}
      />
    );
  return (
    <MultiSelect
      {...shared}
      description={`Members with a confirmed address${left}`}
      placeholder={value.length === 0 ? 'Choose members' : undefined}
      data={[...names].map(([email, name]) => ({ value: email, label: name }))}
      maxValues={most}
      searchable
      hidePickedOptions
      nothingFoundMessage={members === undefined ? 'Loading members' : 'No matching members with a confirmed address'}
    />
  );
}
