import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { formatCount, formatExact, shownTimeZone } from '../../shared/format/format';
import { browserTimeZone, timeZoneOptions } from '../../shared/format/timeZones';
import { FormSection } from '../../shared/form/FormSection';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { DigestPreview } from './DigestPreview';
import { SettingSelect } from './SettingSelect';
import { useChangeMySettings, useMySettings, type Setting, type SettingKey } from './settingsQueries';
import {
  colorSchemes,
  dateFormats,
  densities,
  insightMails,
  localeChoices,
  onOrOff,
  timeFormats,
  weekStarts,
  type Choice,
} from './settingWords';

export function PreferencesForm() {
  const settings = useMySettings();
  if (settings.isPending) return <FormSkeleton fields={6} />;
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  return <Preferences settings={settings.data} />;
}

function Preferences({ settings }: { settings: readonly Setting[] }) {
  const change = useChangeMySettings();
  const zones = useMemo(() => [{ value: 'auto', label: `Browser default (${browserTimeZone()})` }, ...timeZoneOptions(new Date())], []);
  const find = (key: SettingKey) => settings.find((setting) => setting.key === key);
  const field = (key: SettingKey, label: string, choices: readonly Choice[], more: { help?: string; isSearchable?: boolean } = {}) => {
    const setting = find(key);
    if (!setting) return null;
    return (
      <SettingSelect
        label={label}
        setting={setting}
        choices={choices}
        scope="user"
        isSaving={change.isPending}
        onChange={(values) => change.mutate(values, { onSuccess: () => toast('Saved') })}
        {...more}
      />
    );
  };
  return (
    <>
      <FormSection title="Language and formats" help="These follow you to every browser you sign in with. Changes are saved immediately.">
        {field('locale', 'Language of dates and numbers', localeChoices(find('locale')?.value ?? null), { isSearchable: true })}
        {field('timeZone', 'Time zone', zones, { isSearchable: true })}
        {field('dateFormat', 'Dates', dateFormats)}
        {field('timeFormat', 'Times', timeFormats)}
        {field('weekStart', 'Week starts on', weekStarts, { help: 'A workspace can choose another for all its members.' })}
        <Text size="xs" c="dimmed" role="status">
          Now reads as {formatExact(new Date().toISOString())} in {shownTimeZone().replaceAll('_', ' ')}; a thousand as {formatCount(1000)}.
        </Text>
      </FormSection>
      <FormSection
        title="Emails about reviews"
        help="For all your workspaces. Campaigns that wait for your approval are always shown under “Needs you”."
      >
        {field('mailReviewRequests', 'Approval requested', onOrOff)}
        {field('mailReviewDecisions', 'Decisions on your requests', onOrOff)}
        {field('mailReviewComments', 'Comments on your campaigns and threads', onOrOff)}
      </FormSection>
      <FormSection
        title="Email about insights"
        help="What was found in each of your workspaces, on the first day of its week. Nothing is sent when nothing is new."
      >
        {field('mailInsights', 'New insights', insightMails)}
        <DigestPreview />
      </FormSection>
      <FormSection title="Appearance">
        {field('colorScheme', 'Colour scheme', colorSchemes)}
        {field('density', 'Table rows', densities)}
      </FormSection>
    </>
  );
}
