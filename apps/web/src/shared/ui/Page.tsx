import type { ReactNode } from 'react';
import classes from './Page.module.css';

/**
 * The frame of every page. `fill` is for pages whose table scrolls by itself (put `data-flush` on what runs to the edges);
 * `reading` is for forms and documents.
 */
export function Page({ layout = 'content', children }: { layout?: 'content' | 'reading' | 'fill'; children: ReactNode }) {
  return <div className={[classes.page, layout === 'content' ? '' : classes[layout]].join(' ')}>{children}</div>;
}
