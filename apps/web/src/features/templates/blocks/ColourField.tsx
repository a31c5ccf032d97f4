import { ColorInput } from '@mantine/core';
import { readHexColour } from '@rapport/common';
import { useState } from 'react';

interface ColourFieldProps {
  label: string;
  /** Null: none of its own. */
  value: string | null;
  /** What null looks like; without it a colour is always there. */
  placeholder?: string;
  onChange: (colour: string | null) => void;
  disabled?: boolean;
}

const SWATCHES = ['#ffffff', '#f3f4f7', '#1d2330', '#2f5fd0', '#0f766e', '#b4531a', '#5b4bd6', '#be185d'];

/** `#rrggbb`: what is half typed stays in the field until it is a colour. */
export function ColourField({ label, value, placeholder, onChange, disabled }: ColourFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = (text: string) => {
    const colour = readHexColour(text);
    setTyped(colour === null ? text : null);
    if (colour !== null) onChange(colour);
    else if (text === '' && placeholder !== undefined) onChange(null);
  };
  return (
    <ColorInput
      label={label}
      value={typed ?? value ?? ''}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={take}
      onBlur={() => setTyped(null)}
      format="hex"
      swatches={SWATCHES}
      disabled={disabled ?? false}
    />
  );
}
