import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { formatExact, shownTimeZone } from '../../shared/format/format';
import { instantOf, timeChoices } from '../../shared/format/timeChoices';
import { act, actWithUndo } from '../../shared/ui/act';
import { toastUndo } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useDecideInsight, type Insight } from './insightQueries';
import classes from './Insights.module.css';

type Asked = 'snoozed' | 'dismissed';

/** Someone takes care of it, later, or never. Each can be taken back. */
export function InsightActions({ insight }: { insight: Insight }) {
  const decide = useDecideInsight(useWorkspaceId());
  const [asked, setAsked] = useState<Asked | null>(null);
  const { id, state } = insight;
  const reopen = () => decide.mutateAsync({ id, decision: { state: 'open' } });
  if (state !== 'open')
    return (
      <Button size="compact-sm" variant="subtle" color="gray" loading={decide.isPending} onClick={() => void act(reopen)}>
        Move back to open
      </Button>
    );
  return (
    <Group gap={4} className={classes.decisions}>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        loading={decide.isPending}
        onClick={() =>
          void actWithUndo({
            act: () => decide.mutateAsync({ id, decision: { state: 'accepted' } }),
            done: 'Insight accepted',
            undo: reopen,
          })
        }
      >
        Accept
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAsked('snoozed')}>
        Snooze…
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAsked('dismissed')}>
        Dismiss…
      </Button>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === 'snoozed' ? 'Snooze this insight' : 'Dismiss this insight'}
      >
        {asked && (
          <ReasonForm
            asked={asked}
            onCancel={() => setAsked(null)}
            onSave={async (decision) => {
              await decide.mutateAsync({ id, decision });
              setAsked(null);
              toastUndo(asked === 'snoozed' ? 'Insight snoozed' : 'Insight dismissed', reopen);
            }}
          />
        )}
      </Modal>
    </Group>
  );
}

interface ReasonFormProps {
  asked: Asked;
  onCancel: () => void;
  onSave: (decision: { state: Asked; reason: string | null; snoozedUntil?: string }) => Promise<unknown>;
}

function ReasonForm({ asked, onCancel, onSave }: ReasonFormProps) {
  const zone = shownTimeZone();
  const choices = timeChoices(new Date(), zone).map(({ label, wallTime }) => {
    const until = instantOf(wallTime, zone);
    return { value: until, label: `${label}, ${formatExact(until)}` };
  });
  const form = useServerForm({
    initialValues: { snoozedUntil: choices[0]?.value ?? '', reason: '' },
    onSave: ({ snoozedUntil, reason }) =>
      onSave({ state: asked, reason: reason.trim() || null, ...(asked === 'snoozed' ? { snoozedUntil } : {}) }),
    warnsWhenUnsaved: false,
  });
  return (
    <form onSubmit={form.save}>
      <Stack gap="md">
        {asked === 'snoozed' && (
          <Select label="Until" allowDeselect={false} data={choices} {...form.getInputProps('snoozedUntil')} data-path="snoozedUntil" />
        )}
        <Textarea
          label="Reason"
          description={
            asked === 'dismissed'
              ? 'Optional. It comes back only when it has grown by half.'
              : 'Optional. Everyone in the workspace sees it.'
          }
          maxLength={300}
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('reason')}
          data-path="reason"
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit={asked === 'snoozed' ? 'Snooze insight' : 'Dismiss insight'} isSaving={form.isSaving} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
