import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Campaign } from './campaignQueries';
import classes from './Composer.module.css';

export const composerSteps = [
  { id: 'who', title: 'Who' },
  { id: 'what', title: 'What' },
  { id: 'from', title: 'From whom' },
  { id: 'variants', title: 'Test variants' },
  { id: 'when', title: 'When' },
  { id: 'check', title: 'Check' },
  { id: 'approve', title: 'Approve' },
] as const;

export type ComposerStep = (typeof composerSteps)[number]['id'];

/** A text has no variants. */
function stepsOf(type: Campaign['type']) {
  return type === 'text' ? composerSteps.filter(({ id }) => id !== 'variants') : composerSteps;
}

interface ComposerSectionProps {
  type: Campaign['type'];
  step: ComposerStep;
  help: string;
  children: ReactNode;
}

/** One chapter of the story. */
export function ComposerSection({ type, step, help, children }: ComposerSectionProps) {
  const steps = stepsOf(type);
  const number = steps.findIndex(({ id }) => id === step) + 1;
  const title = steps[number - 1]?.title;
  return (
    <section id={step} className={classes.section} aria-labelledby={`${step}-title`} tabIndex={-1}>
      <div className={classes.sectionHead}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        <div>
          <h2 id={`${step}-title`} className={classes.sectionTitle}>
            {title}
          </h2>
          <p className={classes.help}>{help}</p>
        </div>
      </div>
      <div className={classes.sectionBody}>{children}</div>
    </section>
  );
}

/** The table of contents; a tick where nothing is left to do. */
export function ComposerOutline({ type, done }: { type: Campaign['type']; done: Readonly<Record<ComposerStep, boolean>> }) {
  return (
    <nav className={classes.outline} aria-label="Parts of the campaign">
      <ol>
        {stepsOf(type).map(({ id, title }, index) => (
          <li key={id}>
            <a href={`#${id}`} data-done={done[id] || undefined} onClick={(event) => (event.preventDefault(), goTo(id))}>
              <span className={classes.bullet} aria-hidden>
                {done[id] ? <IconCheck size={12} stroke={3} /> : index + 1}
              </span>
              {title}
              {done[id] && <span className={classes.srOnly}> (done)</span>}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function goTo(step: ComposerStep): void {
  const section = document.getElementById(step);
  section?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  section?.focus({ preventScroll: true });
}
