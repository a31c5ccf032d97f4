import {
  changeInstallationSettings,
  changeMySettings,
  changeWorkspaceSettings,
  getBranding,
  getInstallation,
  getOperator,
  getSendingState,
  listMySettings,
  listSilentApprovers,
  listWorkspaceSettings,
  previewInsightDigest,
  removeLogo,
  resumeSending,
  sendInstallationTestMail,
  unwrap,
  updateBranding,
  uploadLogo,
  type BrandingDto,
  type InstallationDto,
  type SettingDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import type { Preferences } from '../../shared/preferences/Preferences';
import { preferencesOf } from './preferencesOf';

export type Setting = SettingDto;
export type SettingKey = SettingDto['key'];
export type Branding = BrandingDto;
export type Installation = InstallationDto;
export type SettingValues = Partial<Record<SettingKey, string | null>>;

const MINE = ['mySettings'];
const inWorkspaceKey = (workspaceId: string) => workspaceKey(workspaceId, 'settings');
const brandingKey = (workspaceId: string) => workspaceKey(workspaceId, 'branding');
const INSTALLATION = ['installation'];
const SENDING = ['sendingState'];

/** What was known the last time, so that a page need not wait for it; per person, because browsers are shared. */
function remembered(name: string): Setting[] | undefined {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(name: string, settings: Setting[]): Setting[] {
  try {
    localStorage.setItem(name, JSON.stringify(settings));
  } catch {
    // A browser without storage asks each time.
  }
  return settings;
}

/** What holds for this person in this workspace; null until it is known. */
export function usePreferencesHere(workspaceId: string, userId: string): Preferences | null {
  const name = `rapport-settings-${userId}-${workspaceId}`;
  const settings = useQuery({
    queryKey: inWorkspaceKey(workspaceId),
    queryFn: async () => remember(name, await unwrap(listWorkspaceSettings({ path: { workspaceId } }))),
    initialData: () => remembered(name),
    initialDataUpdatedAt: 0,
  });
  const { data, isError } = settings;
  return useMemo(() => (data || isError ? preferencesOf(data ?? []) : null), [data, isError]);
}

export function useWorkspaceSettings(workspaceId: string) {
  return useQuery({ queryKey: inWorkspaceKey(workspaceId), queryFn: () => unwrap(listWorkspaceSettings({ path: { workspaceId } })) });
}

/** Members who can approve and get no mail when approval is requested. */
export function useSilentApprovers(workspaceId: string) {
  return useQuery({
    queryKey: [...inWorkspaceKey(workspaceId), 'silentApprovers'],
    queryFn: () => unwrap(listSilentApprovers({ path: { workspaceId } })),
  });
}

export function useMySettings() {
  return useQuery({ queryKey: MINE, queryFn: () => unwrap(listMySettings()) });
}

/** Null resets to what is inherited. */
export function useChangeMySettings() {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (values: SettingValues) => unwrap(changeMySettings({ body: { values } })),
    onSuccess: (settings) => {
      queryClient.setQueryData(MINE, settings);
      return queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === 'settings' });
    },
  });
}

export function useChangeWorkspaceSettings(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (values: SettingValues) => unwrap(changeWorkspaceSettings({ path: { workspaceId }, body: { values } })),
    onSuccess: (settings) => queryClient.setQueryData(inWorkspaceKey(workspaceId), settings),
  });
}

export function useIsOperator() {
  return useQuery({ queryKey: ['operator'], queryFn: async () => (await unwrap(getOperator())).isOperator, staleTime: 300_000 });
}

/** Whether this installation sends nothing, because it is a copy or was restored. */
export function useSendingState() {
  return useQuery({ queryKey: SENDING, queryFn: () => unwrap(getSendingState()), staleTime: 300_000 });
}

export function useResumeSending() {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(resumeSending()),
    onSuccess: (state) => queryClient.setQueryData(SENDING, state),
  });
}

export function useInstallation() {
  return useQuery({ queryKey: INSTALLATION, queryFn: () => unwrap(getInstallation()) });
}

export function useChangeInstallation() {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (values: SettingValues) => unwrap(changeInstallationSettings({ body: { values } })),
    onSuccess: (installation) => {
      queryClient.setQueryData(INSTALLATION, installation);
      void queryClient.invalidateQueries({ queryKey: ['setup'] });
      void queryClient.invalidateQueries({ queryKey: MINE });
    },
  });
}

export function useSendTestMail() {
  return useServerMutation({ mutationFn: () => unwrap(sendInstallationTestMail()) });
}

export function useBranding(workspaceId: string) {
  return useQuery({ queryKey: brandingKey(workspaceId), queryFn: () => unwrap(getBranding({ path: { workspaceId } })) });
}

function useBrandingChange<Input>(workspaceId: string, change: (input: Input) => Promise<Branding>) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: change,
    onSuccess: (branding) => queryClient.setQueryData(brandingKey(workspaceId), branding),
  });
}

export function useUpdateColour(workspaceId: string) {
  return useBrandingChange(workspaceId, (colour: string | null) => unwrap(updateBranding({ path: { workspaceId }, body: { colour } })));
}

export function useUploadLogo(workspaceId: string) {
  return useBrandingChange(workspaceId, (file: File) => unwrap(uploadLogo({ path: { workspaceId }, body: { file } })));
}

export function useRemoveLogo(workspaceId: string) {
  return useBrandingChange(workspaceId, (_: void) => unwrap(removeLogo({ path: { workspaceId } })));
}

/** The weekly mail about insights as it would be sent now; asked for when it is looked at. */
export function useDigestPreview(workspaceId: string, isAsked: boolean) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'insights', 'digest'),
    queryFn: ({ signal }) => unwrap(previewInsightDigest({ path: { workspaceId }, signal })),
    enabled: isAsked,
  });
}
