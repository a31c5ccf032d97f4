import { FinishSignIn } from '../../features/senders/FinishSignIn';
import { RequireSession } from '../RequireSession';

export function SenderSignInPage() {
  return <RequireSession>{() => <FinishSignIn />}</RequireSession>;
}
