import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Setting, SettingValues } from './settingsQueries';

interface SettingTextProps {
  label: string;
  help?: string;
  setting: Setting;
  isReadOnly: boolean;
  isSaving: boolean;
  onChange: (values: SettingValues) => void;
}

/** A setting that is written out. Saves when the field is left or Enter is pressed; empty means what is inherited. */
export function SettingText({ label, help, setting, isReadOnly, isSaving, onChange }: SettingTextProps) {
  const [value, setValue] = useState(setting.value ?? '');
  const save = () => {
    const next = value.trim();
    if (next !== (setting.value ?? '')) onChange({ [setting.key]: next === '' ? null : next });
  };
  return (
    <TextInput
      label={label}
      description={help}
      maxLength={100}
      value={value}
      disabled={isReadOnly || isSaving}
      onChange={(event) => setValue(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}
