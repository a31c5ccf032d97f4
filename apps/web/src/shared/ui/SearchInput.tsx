import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useShortcut } from '../keyboard/useShortcut';
import { useDebouncedText } from '../url/useDebouncedText';

interface SearchInputProps {
  /** From the URL (`useUrlState`). */
  value: string;
  onChange: (value: string) => void;
  /** Also the accessible name: "Search contacts". */
  placeholder: string;
  w?: number | string;
}

/** Debounced; `/` focuses it from anywhere on the page, Escape clears it. */
export function SearchInput({ value, onChange, placeholder, w = 240 }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText, clear] = useDebouncedText(value, onChange);
  useShortcut('/', () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      type="search"
      role="searchbox"
      w={w}
      maw="100%"
      placeholder={placeholder}
      aria-label={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (text) clear();
        else input.current?.blur();
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={text ? <CloseButton size="sm" aria-label="Clear search" onClick={clear} /> : <Kbd visibleFrom="sm">/</Kbd>}
      styles={{ input: { WebkitAppearance: 'none' } }}
    />
  );
}
