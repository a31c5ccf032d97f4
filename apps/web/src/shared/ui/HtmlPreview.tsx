import { ActionIcon, Group, SegmentedControl, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconMoon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './HtmlPreview.module.css';
import { inScheme } from './schemeOfMail';

type View = 'desktop' | 'phone' | 'text';

const WIDTHS = { desktop: 680, phone: 375 } as const;
/** Inside the frame nothing loads but pictures, whatever the message says. Links aim at a new window, which the sandbox does not allow: they go nowhere. */
export const GUARD = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src http: https: data: cid:; style-src 'unsafe-inline'; font-src data:"><base target="_blank">`;

interface HtmlPreviewProps {
  html: string;
  /** Offers the text part as a third view; without HTML it is the only one, as on a phone. */
  text?: string | null;
  /** Names the frame for screen readers: "Message as received". */
  title: string;
  height?: number | string;
  /** Stands at the left of the bar: who it is rendered for, the subject. */
  caption?: ReactNode;
}

/** A message as its reader sees it, in a sandbox that runs nothing and belongs to no origin. */
export function HtmlPreview({ html, text, title, height = 560, caption }: HtmlPreviewProps) {
  const [view, setView] = useLocalStorage<View>({ key: 'rapport-preview-view', defaultValue: 'desktop', getInitialValueInEffect: false });
  const [isDark, setDark] = useLocalStorage({ key: 'rapport-preview-dark', defaultValue: false, getInitialValueInEffect: false });
  const isOnlyText = html === '' && text != null;
  const shown: View = isOnlyText ? 'text' : view === 'text' && text == null ? 'desktop' : view;
  const views = [
    { value: 'desktop', label: 'Desktop' },
    { value: 'phone', label: 'Phone' },
    ...(text == null ? [] : [{ value: 'text', label: 'Text' }]),
  ];
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <div style={{ minWidth: 0 }}>{caption}</div>
        <Group gap="xs" wrap="nowrap">
          {shown !== 'text' && (
            <Tooltip label="As in a mailbox in dark mode">
              <ActionIcon
                variant={isDark ? 'light' : 'subtle'}
                color={isDark ? undefined : 'gray'}
                aria-label="Dark mode"
                aria-pressed={isDark}
                onClick={() => setDark(!isDark)}
              >
                <IconMoon size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          {!isOnlyText && (
            <SegmentedControl aria-label="Preview as" value={shown} onChange={(value) => setView(value as View)} data={views} />
          )}
        </Group>
      </div>
      <div className={classes.stage}>
        {shown === 'text' ? (
          <pre
            className={isOnlyText ? classes.bubble : classes.text}
            style={isOnlyText ? undefined : { minHeight: height }}
            dir="auto"
            tabIndex={0}
            aria-label={title}
          >
            {text}
          </pre>
        ) : (
          <iframe
            className={isDark ? `${classes.frame} ${classes.dark}` : classes.frame}
            style={{ height, maxWidth: WIDTHS[shown] }}
            sandbox=""
            title={title}
            srcDoc={GUARD + inScheme(html, isDark ? 'dark' : 'light')}
            referrerPolicy="no-referrer"
          />
        )}
      </div>
    </div>
  );
}
