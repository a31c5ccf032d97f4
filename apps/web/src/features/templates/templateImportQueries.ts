import type { TemplateDto, TemplateImportPlanDto } from '@rapport/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { uploadFile } from '../../shared/api/uploadFile';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { templatesKey } from './templateQueries';

export type ImportPlan = TemplateImportPlanDto;

interface ImportInput {
  readonly file: File;
  /** The message in a ZIP that has several. */
  readonly document?: string;
}

function send<Answer>(
  workspaceId: string,
  path: '' | '/rehearsal',
  file: File,
  query: Readonly<Record<string, string | undefined>>,
): Promise<Answer> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return uploadFile<Answer>(`/api/v1/workspaces/${workspaceId}/template-imports${path}?${new URLSearchParams(given).toString()}`, file, {
    onProgress: () => undefined,
    signal: new AbortController().signal,
    interrupted: 'templateImport.interrupted',
  });
}

/** What an import would make; nothing is kept. */
export function useRehearseImport(workspaceId: string) {
  return useServerMutation({
    mutationFn: ({ file, document }: ImportInput) => send<ImportPlan>(workspaceId, '/rehearsal', file, { document }),
  });
}

export function useImportTemplate(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ file, document, name, subject }: ImportInput & { name: string; subject: string }) =>
      send<TemplateDto>(workspaceId, '', file, { document, name, subject }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: templatesKey(workspaceId) });
      await queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'images') });
    },
  });
}
