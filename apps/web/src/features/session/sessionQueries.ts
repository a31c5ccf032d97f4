import {
  acceptInvitation,
  answerSecondFactor,
  confirmRegistration,
  getInvitation,
  getRegistration,
  getSession,
  getSetup,
  login,
  logout,
  mailInvitationLink,
  register,
  stepUp,
  unwrap,
  updateMe,
  type SecondFactorRequiredDto,
  type SessionDto,
} from '@rapport/sdk';
import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { hasStatus } from '../../shared/api/apiError';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { basePath } from '../../shared/basePath';

export type Session = SessionDto;
/** What the password opens: a session, or the second step. */
export type SignInAnswer = SessionDto | SecondFactorRequiredDto;

export function needsSecondFactor(answer: SignInAnswer): answer is SecondFactorRequiredDto {
  return 'challengeToken' in answer;
}

export const SESSION_KEY = ['session'];

/** null means: nobody is signed in. That is an answer, not an error. */
export const sessionQuery = queryOptions<Session | null>({
  queryKey: SESSION_KEY,
  queryFn: async () => {
    try {
      return await unwrap(getSession());
    } catch (error) {
      if (hasStatus(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: () => unwrap(getSetup()), staleTime: 60_000 });

export function useSession() {
  return useQuery(sessionQuery);
}

export function useSetup(isEnabled = true) {
  return useQuery({ ...setupQuery, enabled: isEnabled });
}

/** Nothing of the previous person may stay in the cache. */
export function forgetSession(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] });
  queryClient.setQueryData(SESSION_KEY, null);
}

/**
 * Something was refused for want of a session. Usually it has ended elsewhere; but a request that was under way while the session got
 * a new token (a change of password, a second factor) is refused too, and then nobody has to sign in again.
 */
export async function recheckSession(queryClient: QueryClient): Promise<void> {
  const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (session === null) forgetSession(queryClient);
}

function useBecome() {
  const queryClient = useQueryClient();
  return (answer: SignInAnswer) => {
    if (needsSecondFactor(answer)) return;
    queryClient.setQueryData(SESSION_KEY, answer);
    // Not asked again at once: the page of the first run is still on screen and must not believe that it came too late.
    void queryClient.invalidateQueries({ queryKey: ['setup'], refetchType: 'none' });
  };
}

export interface NewAccount {
  name: string;
  password: string;
  workspaceName?: string;
  timeZone?: string;
}

/** The first account of an installation. */
export function useRegisterFirst() {
  const become = useBecome();
  return useServerMutation({
    mutationFn: (body: NewAccount & { email: string }) => unwrap(register({ body })),
    onSuccess: become,
  });
}

/** What a registration link was sent to. */
export function useRegistration(token: string) {
  return useQuery({ queryKey: ['registration', token], queryFn: () => unwrap(getRegistration({ path: { token } })), retry: false });
}

export function useConfirmRegistration(token: string) {
  const become = useBecome();
  return useServerMutation({
    mutationFn: (body: NewAccount) => unwrap(confirmRegistration({ path: { token }, body })),
    onSuccess: become,
  });
}

export function useLogin() {
  const become = useBecome();
  return useServerMutation({
    mutationFn: (body: { email: string; password: string }) => unwrap(login({ body })),
    onSuccess: become,
  });
}

export function useAnswerSecondFactor() {
  const become = useBecome();
  return useServerMutation({
    mutationFn: (body: { challengeToken: string; code: string }) => unwrap(answerSecondFactor({ body })),
    onSuccess: become,
  });
}

export function useStepUp() {
  return useServerMutation({
    mutationFn: (body: { password: string } | { code: string }) => unwrap(stepUp({ body })),
  });
}

/**
 * Signs out, then loads `next` anew, so that nothing of this person stays in memory, and whoever signs in here afterwards
 * begins at the start and not at the page that was left.
 */
export function useLogout(next: string) {
  return useServerMutation({ mutationFn: () => unwrap(logout()), onSuccess: () => window.location.replace(basePath + next) });
}

export function useInvitation(token: string) {
  return useQuery({ queryKey: ['invitation', token], queryFn: () => unwrap(getInvitation({ path: { token } })), retry: false });
}

export function useAcceptInvitation(token: string) {
  const become = useBecome();
  return useServerMutation({
    mutationFn: (body: { name?: string; password: string }) => unwrap(acceptInvitation({ path: { token }, body })),
    onSuccess: become,
  });
}

export function useMailInvitationLink(token: string) {
  return useServerMutation({ mutationFn: () => unwrap(mailInvitationLink({ path: { token } })) });
}

export function useUpdateMe() {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: { name: string }) => unwrap(updateMe({ body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: SESSION_KEY }),
  });
}
