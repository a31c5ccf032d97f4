import { CalendarView } from '../../features/calendar/CalendarView';
import { Page } from '../../shared/ui/Page';

export function CalendarPage() {
  return (
    <Page>
      <CalendarView />
    </Page>
  );
}
