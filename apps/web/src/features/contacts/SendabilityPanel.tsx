import { IconCheck, IconChevronDown, IconCircleCheck, IconCircleX, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { formatDay } from '../../shared/format/format';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactRecord.module.css';
import { useSendability, type Contact, type Sendability } from './contactQueries';

/** Can I mail this person now, and why: the rules that the sending checks, in words. */
export function SendabilityPanel({ contact }: { contact: Contact }) {
  const sendability = useSendability(useWorkspaceId(), contact.id);
  return (
    <section className={classes.panel} aria-label="Can I mail this person now?" style={{ minHeight: 42 }}>
      {sendability.isPending ? (
        <div style={{ padding: '14px 12px' }}>
          <LinesSkeleton lines={1} />
        </div>
      ) : sendability.isError ? (
        <ErrorState error={sendability.error} onRetry={() => void sendability.refetch()} />
      ) : (
        <Verdict sendability={sendability.data} />
      )}
    </section>
  );
}

/** A yes keeps its reasons folded; a no shows them, what stands in the way first. */
function Verdict({ sendability: { canMail, reasons } }: { sendability: Sendability }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? !canMail;
  const id = useId();
  const ordered = [...reasons].sort((a, b) => Number(a.ok) - Number(b.ok));
  return (
    <>
      <button type="button" className={classes.verdict} aria-expanded={isOpen} aria-controls={id} onClick={() => setChosen(!isOpen)}>
        {canMail ? (
          <IconCircleCheck size={18} className={classes.good} aria-hidden />
        ) : (
          <IconCircleX size={18} className={classes.bad} aria-hidden />
        )}
        {canMail ? 'You can email this contact' : 'You can’t email this contact'}
        <span className={classes.whyWord}>
          Why
          <IconChevronDown size={14} className={isOpen ? classes.turned : undefined} aria-hidden />
        </span>
      </button>
      <ul id={id} className={classes.why} hidden={!isOpen}>
        {ordered.map(({ code, ok, message, since }) => (
          <li key={code}>
            {ok ? (
              <IconCheck size={15} className={classes.good} aria-label="Fine:" role="img" />
            ) : (
              <IconX size={15} className={classes.bad} aria-label="In the way:" role="img" />
            )}
            <span>
              {message}
              {since && ` Since ${formatDay(since)}.`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
