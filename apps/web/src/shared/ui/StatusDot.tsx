import classes from './StatusDot.module.css';

/** neutral: nothing happened yet · hollow: a draft · active: running now · positive, caution, negative: an outcome. */
export type Tone = 'neutral' | 'hollow' | 'active' | 'positive' | 'caution' | 'negative';

/** State is a dot and a word, everywhere. The word is never left out. */
export function StatusDot({ tone, label }: { tone: Tone; label: string }) {
  return (
    <span className={classes.root}>
      <span className={[classes.dot, tone === 'neutral' ? '' : classes[tone]].join(' ')} aria-hidden />
      {label}
    </span>
  );
}
