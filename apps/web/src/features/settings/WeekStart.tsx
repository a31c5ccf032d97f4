import { FormSection } from '../../shared/form/FormSection';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { SettingSelect } from './SettingSelect';
import { useChangeWorkspaceSettings, useWorkspaceSettings } from './settingsQueries';
import { weekStarts } from './settingWords';

/** For everybody in the workspace; without it each person's own preference holds. */
export function WeekStart({ workspaceId, isReadOnly }: { workspaceId: string; isReadOnly: boolean }) {
  const settings = useWorkspaceSettings(workspaceId);
  const change = useChangeWorkspaceSettings(workspaceId);
  if (settings.isPending) return <FormSkeleton fields={1} />;
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  const setting = settings.data.find(({ key }) => key === 'weekStart');
  if (!setting) return null;
  return (
    <FormSection title="Calendar" help="Saved as soon as you choose. It holds for everybody in this workspace.">
      <SettingSelect
        label="Week starts on"
        setting={setting}
        choices={weekStarts}
        scope="workspace"
        isReadOnly={isReadOnly}
        isSaving={change.isPending}
        onChange={(values) => change.mutate(values, { onSuccess: () => toast('Saved') })}
      />
    </FormSection>
  );
}
