import { useNavigate } from 'react-router';
import { useSession } from '../../features/session/sessionQueries';
import { StartChoices } from '../../features/workspaces/StartChoices';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

/** The second step of the first run: something to look at, or one's own people. */
export function StartPage() {
  const { workspace, user } = useWorkspaceScope();
  const navigate = useNavigate();
  const session = useSession();
  return (
    <Page layout="reading">
      <PageHeader title={`Hello ${user.name.split(' ')[0]}`} context={`${workspace.name} is ready. How would you like to begin?`} />
      <StartChoices
        sampleId={session.data?.workspaces.find((other) => other.isSample)?.id ?? null}
        onImport={() => void navigate(paths.newImport(workspace.id))}
        onSample={(sampleId) => void navigate(paths.home(sampleId))}
        onSkip={() => void navigate(paths.home(workspace.id))}
      />
    </Page>
  );
}
