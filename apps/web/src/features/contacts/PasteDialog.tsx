import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { PastedCells } from '../../shared/table/tableProps';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { ContactField } from './contactFieldInfo';
import type { ContactSummary } from './contactQueries';
import classes from './PasteDialog.module.css';
import { byContact, MOST_PASTED, type PastePlan, planPaste } from './pastePlan';
import type { PasteFailure } from './useCellEdits';

interface PasteDialogProps {
  pasted: PastedCells<ContactSummary>;
  fields: readonly ContactField[];
  onApply: (plan: PastePlan, onProgress: (done: number) => void) => Promise<PasteFailure[]>;
  onClose: () => void;
}

/** As many lines as anyone reads; the rest is counted. */
const SHOWN = 100;

/** What pasting would change and what not, before it does; and what the server refused, after it did. */
export function PasteDialog({ pasted, fields, onApply, onClose }: PasteDialogProps) {
  const plan = useMemo(() => planPaste(pasted, fields), [pasted, fields]);
  const [done, setDone] = useState<number | null>(null);
  const [failures, setFailures] = useState<PasteFailure[] | null>(null);
  const contacts = useMemo(() => byContact(plan.changes).length, [plan]);
  const apply = async () => {
    setDone(0);
    const failed = await onApply(plan, setDone);
    if (failed.length === 0) onClose();
    else setFailures(failed);
  };
  const isRunning = done !== null && failures === null;
  return (
    <Modal opened onClose={() => !isRunning && onClose()} title="Paste into cells" size={680}>
      <Stack gap="md">
        {failures ? (
          <Failures failures={failures} contacts={contacts} />
        ) : plan.tooMany === null ? (
          <Preview plan={plan} contacts={contacts} />
        ) : (
          <Text>
            You pasted {formatCount(plan.tooMany)} cells. At most {formatCount(MOST_PASTED)} can be pasted at once. Paste fewer, or import a
            file to change many contacts.
          </Text>
        )}
        <Group gap="sm" justify="flex-end">
          {failures || plan.changes.length === 0 ? (
            <Button onClick={onClose} data-autofocus>
              Close
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={onClose} disabled={isRunning}>
                Cancel
              </Button>
              <Button onClick={() => void apply()} loading={isRunning} data-autofocus>
                Change {plural(plan.changes.length, 'cell')}
              </Button>
            </>
          )}
        </Group>
        {isRunning && (
          <Text size="xs" c="dimmed" role="status">
            {done} of {plural(contacts, 'contact')}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}

function Preview({ plan, contacts }: { plan: PastePlan; contacts: number }) {
  const { changes, refused, same, rowsOutside, columnsOutside } = plan;
  return (
    <>
      <Text>
        {changes.length === 0
          ? 'Nothing would change.'
          : `${plural(changes.length, 'cell')} of ${plural(contacts, 'contact')} would change.`}
        {same > 0 && ` ${plural(same, 'cell')} already ${same === 1 ? 'has its value' : 'have their values'}.`}
      </Text>
      {(rowsOutside > 0 || columnsOutside > 0) && (
        <Text c="dimmed">
          Left out:{' '}
          {[rowsOutside > 0 ? plural(rowsOutside, 'row') : '', columnsOutside > 0 ? plural(columnsOutside, 'column') : '']
            .filter(Boolean)
            .join(' and ')}{' '}
          beyond the rows and columns shown. Pasting fills contacts that exist and adds none.
        </Text>
      )}
      {refused.length > 0 && (
        <Lines
          title={`${plural(refused.length, 'cell')} can’t be changed`}
          head={['Contact', 'Field', 'Pasted', 'Why']}
          more={refused.length - SHOWN}
        >
          {refused.slice(0, SHOWN).map(({ contact, column, text, reason }) => (
            <tr key={`${contact.id} ${column.id}`}>
              <td dir="auto">{contact.displayName}</td>
              <td dir="auto">{column.header}</td>
              <td dir="auto">{text}</td>
              <td className={classes.reason}>{reason}</td>
            </tr>
          ))}
        </Lines>
      )}
      {changes.length > 0 && (
        <Lines title="Changes" head={['Contact', 'Field', 'Now', 'After']} more={changes.length - SHOWN}>
          {changes.slice(0, SHOWN).map(({ contact, column, before, after }) => (
            <tr key={`${contact.id} ${column.id}`}>
              <td dir="auto">{contact.displayName}</td>
              <td dir="auto">{column.header}</td>
              <td dir="auto">{before || <Empty />}</td>
              <td dir="auto">{after || <Empty />}</td>
            </tr>
          ))}
        </Lines>
      )}
    </>
  );
}

function Failures({ failures, contacts }: { failures: readonly PasteFailure[]; contacts: number }) {
  const workspaceId = useWorkspaceId();
  return (
    <>
      <Text role="alert">
        {formatCount(contacts - failures.length)} of {plural(contacts, 'contact')} changed. These stayed as they were:
      </Text>
      <Lines title="Not changed" head={['Contact', 'Why']} more={failures.length - SHOWN}>
        {failures.slice(0, SHOWN).map(({ contact, error }) => (
          <tr key={contact.id}>
            <td dir="auto">
              <Anchor component={Link} to={paths.contact(workspaceId, contact.id)} inherit>
                {contact.displayName}
              </Anchor>
            </td>
            <td className={classes.reason}>{reasonOf(error)}</td>
          </tr>
        ))}
      </Lines>
    </>
  );
}

function Lines({ title, head, more, children }: { title: string; head: readonly string[]; more: number; children: ReactNode }) {
  return (
    <div className={classes.box} tabIndex={0} role="region" aria-label={title}>
      <table className={classes.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {more > 0 && <p className={classes.more}>and {formatCount(more)} more</p>}
    </div>
  );
}

function Empty() {
  return <span className={classes.empty}>Empty</span>;
}

function reasonOf(error: unknown): string {
  return (isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error);
}
