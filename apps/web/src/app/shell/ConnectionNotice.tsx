import { useEffect, useState } from 'react';
import { useLiveState } from '../../shared/live/WorkspaceEvents';
import classes from './Shell.module.css';

const PATIENCE = 3_000;

/** Says that what is on screen may be old. A hiccup that heals at once is nobody's concern. */
export function ConnectionNotice() {
  const isLost = useLiveState() === 'reconnecting';
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isLost) return;
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [isLost]);
  return (
    <div role="status" className={isShown ? classes.notice : undefined}>
      {isShown && 'No connection to the server. Trying again.'}
    </div>
  );
}
