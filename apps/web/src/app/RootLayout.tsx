import { Outlet } from 'react-router';
import { StepUpDialog } from '../features/session/StepUpDialog';

/** Around every page, inside the router. */
export function RootLayout() {
  return (
    <>
      <Outlet />
      <StepUpDialog />
    </>
  );
}
