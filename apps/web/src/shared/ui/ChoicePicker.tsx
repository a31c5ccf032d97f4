import { Combobox, useCombobox } from '@mantine/core';
import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** A word at the right: a count, a kind. */
  readonly aside?: string;
}

interface ChoicePickerProps {
  choices: readonly Choice[];
  onPick: (id: string) => void;
  /** Offers "Create …" for a name that does not exist yet. */
  onCreate?: (name: string) => void;
  /** The search field's placeholder and name: "Find a list". */
  placeholder: string;
  /** Said when there is nothing to choose from. */
  nothing: string;
  /** The button that opens it. */
  children: (open: () => void) => ReactElement;
}

const CREATE = '$create';

/** A short list that opens from a button, is searched by typing, and can grow by what is typed. */
export function ChoicePicker({ choices, onPick, onCreate, placeholder, nothing, children }: ChoicePickerProps) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      setSearch('');
      combobox.resetSelectedOption();
      combobox.focusTarget();
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const wanted = search.trim().toLocaleLowerCase();
  const shown = choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted));
  const canCreate = !!onCreate && wanted !== '' && !choices.some((choice) => choice.label.toLocaleLowerCase() === wanted);
  // Enter takes the best match, as soon as there is a search; `combobox` itself is new on every render.
  const selectFirst = useEffectEvent(() => combobox.selectFirstOption());
  useEffect(() => {
    if (wanted) selectFirst();
  }, [wanted]);
  const submit = (value: string) => {
    combobox.closeDropdown();
    if (value === CREATE) onCreate?.(search.trim());
    else onPick(value);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit} width={260} position="bottom-start" withinPortal>
      <Combobox.Target withAriaAttributes={false}>{children(() => combobox.toggleDropdown())}</Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={placeholder}
          aria-label={placeholder}
        />
        <Combobox.Options aria-label={placeholder} mah={260} style={{ overflowY: 'auto' }}>
          {shown.map((choice) => (
            <Combobox.Option key={choice.id} value={choice.id}>
              <span style={{ display: 'flex', justifyContent: 'space-between', gap: 12 }}>
                <span dir="auto" style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                  {choice.label}
                </span>
                {choice.aside && (
                  <span className="rp-num" style={{ color: 'var(--rp-text-3)' }}>
                    {choice.aside}
                  </span>
                )}
              </span>
            </Combobox.Option>
          ))}
          {canCreate && (
            <Combobox.Option value={CREATE}>
              Create “<bdi>{search.trim()}</bdi>”
            </Combobox.Option>
          )}
          {shown.length === 0 && !canCreate && <Combobox.Empty>{wanted ? 'Nothing matches' : nothing}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
