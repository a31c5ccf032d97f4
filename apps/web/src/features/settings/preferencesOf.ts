import type { SettingDto } from '@rapport/sdk';
import { DEFAULT_PREFERENCES, type Preferences } from '../../shared/preferences/Preferences';

const FIRST_DAYS = { sunday: 0, monday: 1, saturday: 6 } as const;

/** From the answer of the server to what the dashboard works with; what is unknown here stays as it is by default. */
export function preferencesOf(settings: readonly SettingDto[]): Preferences {
  const found = new Map(settings.map((setting) => [setting.key, setting]));
  const pick = <T extends string>(key: SettingDto['key'], known: readonly T[], otherwise: T): T => {
    const value = found.get(key)?.value;
    return known.find((candidate) => candidate === value) ?? otherwise;
  };
  const timeZone = found.get('timeZone')?.value ?? 'auto';
  const scheme = found.get('colorScheme');
  const isSchemeChosen = scheme !== undefined && scheme.source !== 'default';
  return {
    formats: {
      locale: found.get('locale')?.value ?? DEFAULT_PREFERENCES.formats.locale,
      timeZone: timeZone === 'auto' ? null : timeZone,
      date: pick('dateFormat', ['locale', 'iso', 'dmy', 'mdy'], 'locale'),
      time: pick('timeFormat', ['locale', '24h', '12h'], 'locale'),
    },
    firstDayOfWeek: FIRST_DAYS[pick('weekStart', ['sunday', 'monday', 'saturday'], 'monday')],
    colorScheme: isSchemeChosen ? pick<'auto' | 'light' | 'dark'>('colorScheme', ['auto', 'light', 'dark'], 'auto') : null,
    density: pick('density', ['comfortable', 'compact'], 'comfortable'),
  };
}
