import type { ReactNode } from 'react';
import { FormSection } from '../../shared/form/FormSection';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { SilentApprovers } from './SilentApprovers';
import { SettingSelect } from './SettingSelect';
import { SettingText } from './SettingText';
import { useChangeWorkspaceSettings, useWorkspaceSettings, type SettingKey } from './settingsQueries';
import {
  approvalsNeeded,
  driftLimits,
  frequencyCaps,
  frequencyDays,
  onOrOff,
  readerLanguages,
  scheduleGraces,
  weekStarts,
  type Choice,
} from './settingWords';

interface WorkspaceChoicesProps {
  workspaceId: string;
  isReadOnly: boolean;
  /** A section of another area that belongs behind tracking. */
  behindTracking?: ReactNode;
}

/** Settings of the workspace that are one choice each. */
export function WorkspaceChoices({ workspaceId, isReadOnly, behindTracking }: WorkspaceChoicesProps) {
  const settings = useWorkspaceSettings(workspaceId);
  const change = useChangeWorkspaceSettings(workspaceId);
  if (settings.isPending) return <FormSkeleton fields={2} />;
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  const field = (key: SettingKey, label: string, choices: readonly Choice[], help?: string) => {
    const setting = settings.data.find((each) => each.key === key);
    if (!setting) return null;
    // A value set through the API need not be one of the choices.
    const known = choices.some(({ value }) => value === setting.value);
    const all = known || setting.value === null ? choices : [...choices, { value: setting.value, label: setting.value }];
    return (
      <SettingSelect
        label={label}
        {...(help ? { help } : {})}
        setting={setting}
        choices={all}
        scope="workspace"
        isReadOnly={isReadOnly}
        isSaving={change.isPending}
        onChange={(values) => change.mutate(values, { onSuccess: () => toast('Saved') })}
      />
    );
  };
  const text = (key: SettingKey, label: string, help?: string) => {
    const setting = settings.data.find((each) => each.key === key);
    if (!setting) return null;
    return (
      <SettingText
        // What was saved is what is shown.
        key={`${key} ${setting.value ?? ''}`}
        label={label}
        {...(help ? { help } : {})}
        setting={setting}
        isReadOnly={isReadOnly}
        isSaving={change.isPending}
        onChange={(values) => change.mutate(values, { onSuccess: () => toast('Saved') })}
      />
    );
  };
  return (
    <>
      <FormSection title="Calendar" help="Changes are saved immediately and apply to all members.">
        {field('weekStart', 'Week starts on', weekStarts)}
      </FormSection>
      <FormSection title="Language for recipients">
        {field(
          'readerLanguage',
          'Language',
          readerLanguages,
          'For unsubscribe and preference pages, sign-up forms with their emails, and the footer of campaigns. A form can have its own.',
        )}
      </FormSection>
      <FormSection title="Approvals">
        {field(
          'approvalsNeeded',
          'Approvals needed',
          approvalsNeeded,
          'So many different people approve a campaign before it can be sent. Open requests keep their number.',
        )}
        {field(
          'audienceDriftLimit',
          'Audience may grow by',
          driftLimits,
          'An approval is void when more contacts than this have joined the audience since it was requested.',
        )}
        <SilentApprovers workspaceId={workspaceId} />
      </FormSection>
      <FormSection
        title="How often people are written to"
        help="Who has had this many campaign messages is left out of the next one, with the reason. Emails and texts are counted apart; messages to one contact do not count."
      >
        {field('frequencyCap', 'Messages to a person', frequencyCaps)}
        {field('frequencyDays', 'Within', frequencyDays)}
      </FormSection>
      <FormSection
        title="Tracking"
        help="Links and an image of campaigns lead through this installation. Machines, such as mail scanners and image proxies, are counted separately. Changes apply to campaigns that are approved afterwards."
      >
        {field('trackOpens', 'Track opens', onOrOff)}
        {field('trackClicks', 'Track clicks', onOrOff)}
        {field(
          'trackAnonymously',
          'Without names',
          onOrOff,
          'Only how often, never who. Reports then have no recipients behind opens and clicks.',
        )}
        {text(
          'utmSource',
          'UTM source',
          'Added to links as utm_source, with the medium and the name of the campaign. Empty: links stay as they are.',
        )}
        {text('utmMedium', 'UTM medium')}
      </FormSection>
      {behindTracking}
      <FormSection title="Texts" help="For the estimate of what a campaign of texts costs. 0: not known, and no cost is shown.">
        {text(
          'textPrice',
          'Price of a segment',
          'A long text, or one with emoji or letters that phone networks do not have, is sent in several.',
        )}
        {text('textCurrency', 'Currency', 'Three letters, such as EUR.')}
      </FormSection>
      <FormSection title="Late campaigns">
        {field(
          'scheduleGraceHours',
          'Start late by at most',
          scheduleGraces,
          'A scheduled campaign that missed its time by more than this, because Rapport was not running, waits under “Needs you” instead of starting.',
        )}
      </FormSection>
    </>
  );
}
