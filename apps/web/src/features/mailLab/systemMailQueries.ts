import { getSystemMail, listSystemMails, unwrap } from '@rapport/sdk';
import { useQuery } from '@tanstack/react-query';

/** It comes without an event: whoever looks waits for an invitation or a link. */
const REFRESH_MS = 10_000;

export function useSystemMails() {
  return useQuery({ queryKey: ['systemMails'], queryFn: () => unwrap(listSystemMails()), refetchInterval: REFRESH_MS });
}

export function useSystemMail(id: string) {
  return useQuery({ queryKey: ['systemMails', id], queryFn: () => unwrap(getSystemMail({ path: { id } })) });
}
