import { useNavigate } from 'react-router';
import { useOwnEvents } from '../../shared/live/WorkspaceEvents';
import type { LiveEvent } from '../../shared/live/liveChannel';
import { paths } from '../../shared/paths';
import { toastAction } from '../../shared/ui/toasts';

/** Tells the signed-in person, whichever page is open, what concerns them alone. Draws nothing. */
export function PersonalNews() {
  const navigate = useNavigate();
  const tell = (message: string) => (event: LiveEvent) => {
    const { workspaceId, contactId } = event;
    if (typeof workspaceId !== 'string' || typeof contactId !== 'string') return;
    toastAction(message, 'Open contact', () => void navigate(paths.contact(workspaceId, contactId)));
  };
  useOwnEvents({
    'reminder.due': tell('A reminder is due'),
    'reminder.assigned': tell('You were given a reminder'),
    'timeline.mentioned': tell('You were mentioned in a note'),
  });
  return null;
}
