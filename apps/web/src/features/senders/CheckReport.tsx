import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import classes from './SenderSettings.module.css';
import type { SenderCheck } from './senderQueries';
import { stepWord } from './senderForm';

/** Step by step what happened between us and the server, in its own words, and what to do about it. */
export function CheckReport({ check, title }: { check: SenderCheck; title: string }) {
  return (
    <div className={classes.report} role="status" aria-label={title}>
      <p className={classes.verdict} data-ok={check.ok}>
        {check.ok ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
        {title}
      </p>
      <ol className={classes.steps}>
        {check.steps.map((step) => (
          <li key={step.name} className={classes.step}>
            {step.ok ? (
              <IconCheck size={15} className={classes.ok} aria-label="Worked" role="img" />
            ) : (
              <IconX size={15} className={classes.bad} aria-label="Failed" role="img" />
            )}
            <span className={classes.stepName}>{stepWord(step.name)}</span>
            <span className={classes.detail}>{step.detail}</span>
          </li>
        ))}
      </ol>
      {check.serverResponse && (
        <div className={classes.response}>
          <span>The server said</span>
          <code>{check.serverResponse}</code>
        </div>
      )}
      {check.hint && <p className={classes.hint}>{check.hint}</p>}
    </div>
  );
}
