import classes from './StageMark.module.css';

export function StageMark({ isStage }: { isStage: boolean }) {
  return isStage ? <span className={classes.stage}>Stage</span> : <span className={classes.plain}>List</span>;
}
