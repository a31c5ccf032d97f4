import {
  deleteImage,
  getImageRoom,
  type ImageDto,
  type ImageUseDto,
  listImages,
  listImageUses,
  renewTemplateImage,
  restoreImage,
  unwrap,
  updateImage,
  type UploadedImageDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { type UploadProgress, uploadFile } from '../../shared/api/uploadFile';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type LibraryImage = ImageDto;
export type UploadedImage = UploadedImageDto;
export type ImageUse = ImageUseDto;

const imagesKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'images', ...rest);

/** The library, or its trash, newest first, page by page. */
export function useImages(workspaceId: string, search: string, isTrash = false) {
  return useKeysetRows<LibraryImage>({
    queryKey: imagesKey(workspaceId, isTrash ? 'trash' : 'list', search),
    fetchPage: (cursor, signal) =>
      unwrap(
        listImages({
          path: { workspaceId },
          query: { search: search || undefined, ...(isTrash ? { trashed: true } : {}), limit: 60, cursor },
          signal,
        }),
      ),
    keepsAll: true,
  });
}

/** What the library takes, and how much it may. */
export function useImageRoom(workspaceId: string) {
  return useQuery({
    queryKey: imagesKey(workspaceId, 'room'),
    queryFn: ({ signal }) => unwrap(getImageRoom({ path: { workspaceId }, signal })),
  });
}

export function useImagesChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: imagesKey(workspaceId) });
}

export function uploadImage(
  workspaceId: string,
  file: File,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<UploadedImage> {
  return uploadFile<UploadedImage>(`/api/v1/workspaces/${workspaceId}/images`, file, {
    onProgress,
    signal,
    interrupted: 'image.interrupted',
  });
}

/** Another picture for an image; it gets another address. */
export function replaceImage(
  workspaceId: string,
  id: string,
  file: File,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<LibraryImage> {
  return uploadFile<LibraryImage>(`/api/v1/workspaces/${workspaceId}/images/${id}/picture`, file, {
    onProgress,
    signal,
    interrupted: 'image.interrupted',
  });
}

/** The templates that show it. */
export function useImageUses(workspaceId: string, id: string) {
  return useQuery({
    queryKey: imagesKey(workspaceId, 'uses', id),
    queryFn: ({ signal }) => unwrap(listImageUses({ path: { workspaceId, id }, signal })),
    // Templates are saved elsewhere.
    staleTime: 0,
  });
}

export function useUpdateImage(workspaceId: string) {
  return useServerMutation({
    mutationFn: ({ image: { id, version }, ...body }: { image: Pick<LibraryImage, 'id' | 'version'>; name?: string; alt?: string }) =>
      unwrap(updateImage({ path: { workspaceId, id }, body: { version, ...body } })),
    onSuccess: useImagesChanged(workspaceId),
  });
}

export function useDeleteImage(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteImage({ path: { workspaceId, id } })),
    onSuccess: useImagesChanged(workspaceId),
  });
}

export function useRestoreImage(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(restoreImage({ path: { workspaceId, id } })),
    onSuccess: useImagesChanged(workspaceId),
  });
}

/** The picture of today in one template, which gets a new version of its own. */
export function useRenewImage(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ template, imageId }: { template: { id: string; version: number }; imageId: string }) =>
      unwrap(renewTemplateImage({ path: { workspaceId, id: template.id }, body: { version: template.version, imageId } })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: imagesKey(workspaceId, 'uses') }),
        queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'templates') }),
      ]),
  });
}
