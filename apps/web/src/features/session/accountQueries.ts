import {
  changeEmail,
  changePassword,
  confirmEmail,
  confirmOwnEmail,
  confirmTwoFactor,
  deleteAccount,
  getTwoFactor,
  listOwnSessions,
  listSignInLog,
  renewRecoveryCodes,
  requestEmailConfirmation,
  requestPasswordReset,
  requestRegistration,
  resetPassword,
  revokeOtherSessions,
  revokeSession,
  setUpTwoFactor,
  turnOffTwoFactor,
  unwrap,
  type OwnSessionDto,
  type SignInLogEntryDto,
  type TwoFactorDto,
  type TwoFactorSetupDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { forgetSession, SESSION_KEY } from './sessionQueries';

export type OwnSession = OwnSessionDto;
export type SignInLogEntry = SignInLogEntryDto;
export type TwoFactor = TwoFactorDto;
export type TwoFactorSetup = TwoFactorSetupDto;

const ACCOUNT = 'account';
const TWO_FACTOR_KEY = [ACCOUNT, 'twoFactor'];
const SESSIONS_KEY = [ACCOUNT, 'sessions'];
const LOG_PAGE = 20;

/** Whatever is done to an account shows in its log, most of it in its sessions too. */
function useAccountChanged() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([queryClient.invalidateQueries({ queryKey: [ACCOUNT] }), queryClient.invalidateQueries({ queryKey: SESSION_KEY })]);
}

export function useChangePassword() {
  const changed = useAccountChanged();
  return useServerMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => unwrap(changePassword({ body })),
    onSuccess: changed,
  });
}

export function useRequestPasswordReset() {
  return useServerMutation({
    mutationFn: (body: { email: string }) => unwrap(requestPasswordReset({ body })),
  });
}

export function useRequestRegistration() {
  return useServerMutation({
    mutationFn: (body: { email: string }) => unwrap(requestRegistration({ body })),
  });
}

export function useResetPassword() {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: { token: string; newPassword: string }) => unwrap(resetPassword({ body })),
    // Every session has ended, this one as well if there was one.
    onSuccess: () => forgetSession(queryClient),
  });
}

export function useChangeEmail() {
  const changed = useAccountChanged();
  return useServerMutation({
    mutationFn: (body: { email: string }) => unwrap(changeEmail({ body })),
    onSuccess: changed,
  });
}

export function useConfirmEmail() {
  const changed = useAccountChanged();
  return useServerMutation({
    mutationFn: (token: string) => unwrap(confirmEmail({ body: { token } })),
    onSuccess: changed,
  });
}

/** Of the account that is signed in. */
export function useConfirmOwnEmail() {
  const changed = useAccountChanged();
  return useServerMutation({
    mutationFn: (token: string) => unwrap(confirmOwnEmail({ body: { token } })),
    onSuccess: changed,
  });
}

export function useRequestEmailConfirmation() {
  const changed = useAccountChanged();
  return useServerMutation({ mutationFn: () => unwrap(requestEmailConfirmation()), onSuccess: changed });
}

export function useTwoFactor() {
  return useQuery({ queryKey: TWO_FACTOR_KEY, queryFn: () => unwrap(getTwoFactor()) });
}

export function useSetUpTwoFactor() {
  return useServerMutation({ mutationFn: () => unwrap(setUpTwoFactor()) });
}

/** The page shows the recovery codes first; what is cached changes when they have been put away. */
export function useConfirmTwoFactor() {
  return useServerMutation({
    mutationFn: (code: string) => unwrap(confirmTwoFactor({ body: { code } })),
  });
}

export function useRenewRecoveryCodes() {
  return useServerMutation({ mutationFn: () => unwrap(renewRecoveryCodes()) });
}

export function useRefreshAccount() {
  return useAccountChanged();
}

export function useTurnOffTwoFactor() {
  const changed = useAccountChanged();
  return useServerMutation({ mutationFn: () => unwrap(turnOffTwoFactor()), onSuccess: changed });
}

export function useOwnSessions() {
  return useQuery({ queryKey: SESSIONS_KEY, queryFn: () => unwrap(listOwnSessions()) });
}

export function useRevokeSession() {
  const changed = useAccountChanged();
  return useServerMutation({ mutationFn: (id: string) => unwrap(revokeSession({ path: { id } })), onSettled: changed });
}

export function useRevokeOtherSessions() {
  const changed = useAccountChanged();
  return useServerMutation({ mutationFn: () => unwrap(revokeOtherSessions()), onSuccess: changed });
}

export function useSignInLog() {
  return useKeysetRows({
    queryKey: [ACCOUNT, 'signInLog'],
    fetchPage: (cursor, signal) => unwrap(listSignInLog({ query: { limit: LOG_PAGE, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
  });
}

export function useDeleteAccount() {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(deleteAccount()),
    onSuccess: () => forgetSession(queryClient),
  });
}
