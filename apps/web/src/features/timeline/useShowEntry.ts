import { useUrlState } from '../../shared/url/useUrlState';

export const entryElementId = (entryId: string) => `entry-${entryId}`;

/** Goes to an entry of the timeline on the page; one that is further back than what is loaded opens by itself. */
export function useShowEntry(): (entryId: string) => void {
  const [, setUrl] = useUrlState({ entry: '' });
  return (entryId) => {
    const shown = document.getElementById(entryElementId(entryId));
    if (!shown) return setUrl({ entry: entryId }, { push: true });
    shown.scrollIntoView({ block: 'center' });
    shown.focus({ preventScroll: true });
  };
}
