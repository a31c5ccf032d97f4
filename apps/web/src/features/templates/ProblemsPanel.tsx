import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { plural } from '../../shared/format/format';
import classes from './ProblemsPanel.module.css';
import type { TemplatePreview } from './templateQueries';

type Problem = TemplatePreview['problems'][number];

const FIELD_WORDS: Readonly<Record<string, string>> = {
  subject: 'Subject',
  preheader: 'Preview text',
  bodyHtml: 'Message',
  signature: 'Signature',
};

interface ProblemsPanelProps {
  problems: readonly Problem[];
  onShow: (problem: Problem) => void;
}

/** Live while writing: what would keep this from being sent, and what is worth a second look. */
export function ProblemsPanel({ problems, onShow }: ProblemsPanelProps) {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const ordered = [...errors, ...problems.filter((problem) => problem.severity !== 'error')];
  return (
    <section className={classes.panel} aria-label="Problems">
      <p className={classes.summary} role="status">
        {summary(errors.length, problems.length - errors.length)}
      </p>
      {ordered.length > 0 && (
        <ul className={classes.list}>
          {ordered.map((problem, index) => (
            <li key={`${problem.code}-${problem.field}-${problem.line ?? 0}-${index}`}>
              <button type="button" className={classes.problem} onClick={() => onShow(problem)}>
                {problem.severity === 'error' ? (
                  <IconCircleX size={16} className={classes.error} aria-label="Error" role="img" />
                ) : (
                  <IconAlertTriangle size={16} className={classes.warning} aria-label="Warning" role="img" />
                )}
                <span className={classes.message}>{problem.message}</span>
                <span className={classes.place}>{place(problem)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function summary(errors: number, warnings: number) {
  if (errors === 0 && warnings === 0) {
    return (
      <>
        <IconCircleCheck size={16} className={classes.fine} aria-hidden /> No problems found
      </>
    );
  }
  const parts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''].filter(Boolean);
  return `${parts.join(' and ')}${errors > 0 ? '. Nothing is sent with an error in it.' : ''}`;
}

function place(problem: Problem): string {
  const field = FIELD_WORDS[problem.field] ?? problem.field;
  return problem.line && problem.field !== 'subject' && problem.field !== 'preheader' ? `${field}, line ${problem.line}` : field;
}
