import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import { applyFormats } from '../format/format';
import type { Formats } from '../format/formatters';

/** What a person chose about how the dashboard looks and reads, as the server answers it. */
export interface Preferences {
  readonly formats: Formats;
  /** 0 Sunday, 1 Monday, 6 Saturday: as date pickers count. */
  readonly firstDayOfWeek: 0 | 1 | 6;
  /** Null: nobody chose, the browser keeps what it has. */
  readonly colorScheme: 'auto' | 'light' | 'dark' | null;
  readonly density: 'comfortable' | 'compact';
}

export const DEFAULT_PREFERENCES: Preferences = {
  formats: { locale: 'en-GB', timeZone: null, date: 'locale', time: 'locale' },
  firstDayOfWeek: 1,
  colorScheme: null,
  density: 'comfortable',
};

const PreferencesContext = createContext<Preferences>(DEFAULT_PREFERENCES);

export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}

/** Makes formats, colours and density follow the preferences; what shows dates is drawn anew when the formats change. */
export function PreferencesProvider({ value, children }: { value: Preferences; children: (formatsKey: string) => ReactNode }) {
  const { formats, colorScheme, density } = value;
  const formatsKey = JSON.stringify(formats);
  // Before the children draw: they read dates through it.
  useMemo(() => applyFormats(JSON.parse(formatsKey) as Formats), [formatsKey]);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (colorScheme !== null) setColorScheme(colorScheme);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the kit makes the setter anew on every draw
  }, [colorScheme]);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  return <PreferencesContext value={value}>{children(formatsKey)}</PreferencesContext>;
}
