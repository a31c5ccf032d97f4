import { OwnSessions } from '../../features/session/OwnSessions';
import { PasswordForm } from '../../features/session/PasswordForm';
import { SignInLog } from '../../features/session/SignInLog';
import { TwoFactorSection } from '../../features/session/twoFactor/TwoFactorSection';

export function SecurityPage() {
  return (
    <>
      <PasswordForm />
      <TwoFactorSection />
      <OwnSessions />
      <SignInLog />
    </>
  );
}
