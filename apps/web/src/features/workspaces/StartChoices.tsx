import { Button, Group } from '@mantine/core';
import { Illustration } from '../../shared/ui/Illustration';
import classes from './StartChoices.module.css';
import { useCreateSampleWorkspace } from './workspaceQueries';

interface StartChoicesProps {
  onImport: () => void;
  /** A person has one sample workspace; the one they have is opened. */
  sampleId: string | null;
  onSample: (workspaceId: string) => void;
  onSkip: () => void;
}

export function StartChoices({ onImport, sampleId, onSample, onSkip }: StartChoicesProps) {
  const sample = useCreateSampleWorkspace();
  const load = () => (sampleId ? onSample(sampleId) : sample.mutate(undefined, { onSuccess: (workspace) => onSample(workspace.id) }));
  return (
    <>
      <div className={classes.choices}>
        <button type="button" className={classes.choice} onClick={onImport} disabled={sample.isPending}>
          <Illustration name="table" className={classes.picture} />
          <span className={classes.name}>Import your own file</span>
          <span className={classes.text}>A CSV from a spreadsheet or another tool. You see every column before anything is written.</span>
          <span className={classes.go}>Choose a file</span>
        </button>
        <button type="button" className={classes.choice} onClick={load} disabled={sample.isPending} aria-busy={sample.isPending}>
          <Illustration name="people" className={classes.picture} />
          <span className={classes.name}>Look around with sample data</span>
          <span className={classes.text}>
            A separate workspace with 120 invented people, an import, lists and campaigns. One click removes it again.
          </span>
          <span className={classes.go}>
            {sample.isPending ? 'Creating sample data' : sampleId ? 'Open sample workspace' : 'Load sample data'}
          </span>
        </button>
      </div>
      <Group>
        <Button variant="subtle" color="gray" ml={-12} onClick={onSkip} disabled={sample.isPending}>
          Skip for now
        </Button>
      </Group>
    </>
  );
}
