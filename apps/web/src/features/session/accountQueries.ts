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
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => unwrap(changePassword({ body })),
    onSuccess: changed,
    meta: { showsErrors: true },
  });
}

export function useRequestPasswordReset() {
  return useMutation({
    mutationFn: (body: { email: string }) => unwrap(requestPasswordReset({ body })),
    meta: { showsErrors: true },
  });
}

export function useRequestRegistration() {
  return useMutation({
    mutationFn: (body: { email: string }) => unwrap(requestRegistration({ body })),
    meta: { showsErrors: true },
  });
}

export function useResetPassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { token: string; newPassword: string }) => unwrap(resetPassword({ body })),
    // Every session has ended, this one as well if there was one.
    onSuccess: () => forgetSession(queryClient),
    meta: { showsErrors: true },
  });
}

export function useChangeEmail() {
  const changed = useAccountChanged();
  return useMutation({
    mutationFn: (body: { email: string }) => unwrap(changeEmail({ body })),
    onSuccess: changed,
    meta: { showsErrors: true },
  });
}

export function useConfirmEmail() {
  const changed = useAccountChanged();
  return useMutation({
    mutationFn: (token: string) => unwrap(confirmEmail({ body: { token } })),
    onSuccess: changed,
    meta: { showsErrors: true },
  });
}

/** Of the account that is signed in. */
export function useConfirmOwnEmail() {
  const changed = useAccountChanged();
  return useMutation({
    mutationFn: (token: string) => unwrap(confirmOwnEmail({ body: { token } })),
    onSuccess: changed,
    meta: { showsErrors: true },
  });
}

export function useRequestEmailConfirmation() {
  const changed = useAccountChanged();
  return useMutation({ mutationFn: () => unwrap(requestEmailConfirmation()), onSuccess: changed, meta: { showsErrors: true } });
}

export function useTwoFactor() {
  return useQuery({ queryKey: TWO_FACTOR_KEY, queryFn: () => unwrap(getTwoFactor()) });
}

export function useSetUpTwoFactor() {
  return useMutation({ mutationFn: () => unwrap(setUpTwoFactor()) });
}

/** The page shows the recovery codes first; what is cached changes when they have been put away. */
export function useConfirmTwoFactor() {
  return useMutation({
    mutationFn: (code: string) => unwrap(confirmTwoFactor({ body: { code } })),
    meta: { showsErrors: true },
  });
}

export function useRenewRecoveryCodes() {
  return useMutation({ mutationFn: () => unwrap(renewRecoveryCodes()) });
}

export function useRefreshAccount() {
  return useAccountChanged();
}

export function useTurnOffTwoFactor() {
  const changed = useAccountChanged();
  return useMutation({ mutationFn: () => unwrap(turnOffTwoFactor()), onSuccess: changed, meta: { showsErrors: true } });
}

export function useOwnSessions() {
  return useQuery({ queryKey: SESSIONS_KEY, queryFn: () => unwrap(listOwnSessions()) });
}

export function useRevokeSession() {
  const changed = useAccountChanged();
  return useMutation({ mutationFn: (id: string) => unwrap(revokeSession({ path: { id } })), onSettled: changed });
}

export function useRevokeOtherSessions() {
  const changed = useAccountChanged();
  return useMutation({ mutationFn: () => unwrap(revokeOtherSessions()), onSuccess: changed, meta: { showsErrors: true } });
}

export function useSignInLog() {
  return useInfiniteQuery({
    queryKey: [ACCOUNT, 'signInLog'],
    queryFn: ({ pageParam }) => unwrap(listSignInLog({ query: { limit: LOG_PAGE, ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useDeleteAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(deleteAccount()),
    onSuccess: () => forgetSession(queryClient),
    meta: { showsErrors: true },
  });
}
