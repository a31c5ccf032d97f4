import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { plural } from '../../shared/format/format';
import { Notice } from '../../shared/ui/Notice';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ColumnMapping } from './ColumnMapping';
import { ConsentChoice } from './ConsentChoice';
import { FileReading } from './FileReading';
import { ImportOptions, type ImportListOption, type ListChoice } from './ImportOptions';
import { ImportPreview } from './ImportPreview';
import {
  useRehearseImport,
  useStartImport,
  type ContactImport,
  type ImportMode,
  type MatchKey,
  type UpdatePolicy,
  type WithoutKey,
} from './importQueries';
import { IGNORE, mappingNotices, usualWithoutKey, type FieldTarget, type MappingNotice } from './mapping';
import classes from './Mapping.module.css';
import { RehearsalView } from './RehearsalView';

interface MappingStepProps {
  run: ContactImport;
  lists: readonly ImportListOption[];
  fields: readonly FieldTarget[];
  isReadOnly: boolean;
}

export function MappingStep({ run, lists, fields, isReadOnly }: MappingStepProps) {
  const workspaceId = useWorkspaceId();
  const start = useStartImport(workspaceId, run.id);
  const rehearse = useRehearseImport(workspaceId, run.id);
  const [mode, setMode] = useState<ImportMode>(run.options.mode);
  const [list, setList] = useState<ListChoice>(
    run.options.newListName ? { newName: run.options.newListName } : run.options.listId ? { id: run.options.listId } : null,
  );
  const [withoutKey, setWithoutKey] = useState<WithoutKey | null>(run.options.withoutKey);
  const [updatePolicy, setUpdatePolicy] = useState<UpdatePolicy>(run.options.updatePolicy);
  const [matchBy, setMatchBy] = useState<MatchKey>(run.options.matchBy);
  const notices = mappingNotices(run.columns, run.consent.question !== null && run.consent.answer === null);
  const isBlocked = notices.some(({ severity }) => severity === 'error');
  const imported = run.columns.filter(({ target }) => target !== IGNORE).length;
  const rules = {
    mode,
    updatePolicy,
    matchBy,
    ...(withoutKey ? { withoutKey } : {}),
    ...(list && 'id' in list ? { listId: list.id } : {}),
    ...(list && 'newName' in list ? { newListName: list.newName } : {}),
  };
  const problem = start.error ?? rehearse.error;
  const isRehearsing = run.rehearsal?.status === 'running';
  return (
    <div className={classes.layout}>
      <Stack gap="xl" miw={0}>
        {run.rehearsal && (
          <RehearsalView
            run={run}
            rehearsal={run.rehearsal}
            fields={fields}
            chosen={{ mode, withoutKey, updatePolicy, matchBy }}
            mayCancel={!isReadOnly}
          />
        )}
        <section aria-labelledby="columns">
          <h2 id="columns" className={classes.sectionTitle}>
            Columns
          </h2>
          <p className={classes.sectionText}>
            {imported} of {plural(run.columns.length, 'column')} will be imported.
          </p>
          <ColumnMapping run={run} fields={fields} lists={lists} isReadOnly={isReadOnly} />
        </section>
        <section aria-labelledby="preview">
          <h2 id="preview" className={classes.sectionTitle}>
            Preview of the first rows
          </h2>
          <ImportPreview run={run} fields={fields} />
        </section>
      </Stack>
      <aside className={classes.side} aria-label="Import settings">
        <FileReading run={run} isReadOnly={isReadOnly} />
        <ConsentChoice run={run} isReadOnly={isReadOnly} />
        {!isReadOnly && (
          <>
            <ImportOptions
              mode={mode}
              onMode={setMode}
              withoutKey={withoutKey ?? usualWithoutKey(run.columns)}
              onWithoutKey={setWithoutKey}
              updatePolicy={updatePolicy}
              onUpdatePolicy={setUpdatePolicy}
              matchBy={matchBy}
              onMatchBy={setMatchBy}
              list={list}
              onList={setList}
              lists={lists}
            />
            <div className={classes.start}>
              <Notices notices={notices} />
              <FormProblem problem={problem ? startProblem(problem) : null} />
              <Button
                fullWidth
                variant="default"
                onClick={() => rehearse.mutate(rules)}
                loading={rehearse.isPending}
                disabled={isBlocked || isRehearsing}
              >
                {run.rehearsal ? 'Rehearse again' : 'Rehearse import'}
              </Button>
              <Button fullWidth onClick={() => start.mutate(rules)} loading={start.isPending} disabled={isBlocked}>
                Start import
              </Button>
            </div>
          </>
        )}
      </aside>
    </div>
  );
}

/** What is open is one notice, however much it is: it asks for answers and blames nobody. */
function Notices({ notices }: { notices: readonly MappingNotice[] }) {
  const open = notices.filter(({ severity }) => severity === 'error');
  return (
    <>
      {open.length > 0 && (
        <Notice title="Before you start">
          {open.map(({ code, message }) => (
            <p key={code} className={classes.notice}>
              {message}
            </p>
          ))}
        </Notice>
      )}
      {notices
        .filter(({ severity }) => severity === 'warning')
        .map(({ code, message }) => (
          <Alert key={code} color="amber" variant="light" role="status" icon={<IconAlertTriangle size={16} />} p="sm">
            {message}
          </Alert>
        ))}
    </>
  );
}

function startProblem(error: unknown): string {
  return (isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error);
}
