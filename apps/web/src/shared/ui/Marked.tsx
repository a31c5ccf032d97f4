import type { TextRange } from '@rapport/common';
import { createContext, Fragment, useContext } from 'react';
import classes from './Marked.module.css';

/** Where a text holds what was searched for; null where nothing is searched. Whoever searches gives it to what shows the answer. */
export const SearchMarks = createContext<((text: string) => readonly TextRange[]) | null>(null);

/** A text in an answer of a search, with the parts that were found marked. Anywhere else it is the text alone. */
export function Marked({ text }: { text: string }) {
  const find = useContext(SearchMarks);
  const ranges = find?.(text) ?? [];
  if (ranges.length === 0) return text;
  return (
    <>
      {ranges.map(([from, until], at) => (
        <Fragment key={from}>
          {text.slice(ranges[at - 1]?.[1] ?? 0, from)}
          <mark className={classes.mark}>{text.slice(from, until)}</mark>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.[1])}
    </>
  );
}
