import { Anchor, Select, Text } from '@mantine/core';
import type { Setting, SettingKey, SettingValues } from './settingsQueries';
import { inheritedWords, sourceWords, wordOf, type Choice } from './settingWords';

interface SettingSelectProps {
  label: string;
  help?: string;
  setting: Setting;
  choices: readonly Choice[];
  /** The scope of this page: what is set here can be reset here. */
  scope: 'user' | 'workspace' | 'global';
  isSearchable?: boolean;
  isReadOnly?: boolean;
  isSaving?: boolean;
  onChange: (values: SettingValues) => void;
}

/** One setting: its value, where that comes from, and the way back to what is inherited. Saves by itself. */
export function SettingSelect(props: SettingSelectProps) {
  const { label, help, setting, choices, scope, isSearchable = false, isReadOnly = false, isSaving = false, onChange } = props;
  const key: SettingKey = setting.key;
  const isOwn = setting.source === scope;
  const inherited = inheritedWords[setting.source];
  const isFixed = setting.source === 'environment';
  return (
    <Select
      label={label}
      data={choices.map(({ value, label }) => ({ value, label }))}
      value={setting.value}
      searchable={isSearchable}
      limit={isSearchable ? 60 : Infinity}
      allowDeselect={false}
      disabled={isReadOnly || isFixed || isSaving}
      onChange={(value) => value !== null && onChange({ [key]: value })}
      description={
        (help || isOwn || inherited) && (
          <>
            {help && `${help} `}
            {isOwn ? (
              !isReadOnly && (
                <Anchor component="button" type="button" size="xs" disabled={isSaving} onClick={() => onChange({ [key]: null })}>
                  Reset to {wordOf(setting.inheritedValue, choices)} ({sourceWords[setting.inheritedSource]})
                </Anchor>
              )
            ) : (
              <Text span size="xs">
                {inherited}
              </Text>
            )}
          </>
        )
      }
    />
  );
}
