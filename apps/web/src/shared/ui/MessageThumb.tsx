import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { GUARD } from './HtmlPreview';
import classes from './MessageThumb.module.css';
import { inScheme } from './schemeOfMail';

/** Pixels that the message is laid out for before it is made small. */
const PAGE_WIDTH = 640;

/** A message made small: a picture of it, which nobody can step into. Its name is beside it, so it says nothing itself. */
export function MessageThumb({ html }: { html: string | undefined }) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const scale = width / PAGE_WIDTH;
  return (
    <div ref={ref} className={classes.root} aria-hidden>
      {html === undefined && <Skeleton h="100%" radius={0} />}
      {html !== undefined && width > 0 && (
        <iframe
          className={classes.frame}
          style={{ width: PAGE_WIDTH, height: height / scale, transform: `scale(${scale})` }}
          sandbox=""
          tabIndex={-1}
          title=""
          scrolling="no"
          srcDoc={GUARD + inScheme(html, 'light')}
          referrerPolicy="no-referrer"
        />
      )}
    </div>
  );
}
