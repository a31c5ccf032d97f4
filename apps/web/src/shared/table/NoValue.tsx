import classes from './DataTable.module.css';

/** A cell without a value: a dash in a table, nothing on a phone's card, where no header says of what it would be the lack. */
export function NoValue() {
  return (
    <span className={classes.noValue} data-no-value>
      –
    </span>
  );
}
