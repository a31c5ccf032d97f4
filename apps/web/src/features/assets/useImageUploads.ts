import { useRef, useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type UploadedImage, uploadImage, useImagesChanged } from './imageQueries';

/** One file on its way, or one that was refused. */
export interface ImageUpload {
  readonly key: string;
  readonly name: string;
  /** From 0 to 1; 1 while the server draws it. */
  readonly share: number;
  readonly problem: string | null;
}

export interface ImageUploads {
  readonly items: readonly ImageUpload[];
  readonly add: (files: readonly File[]) => void;
  /** Stops one that is on its way, or puts a refusal away. */
  readonly remove: (key: string) => void;
}

/** Uploads one file after the other, whatever the number; a refusal holds nothing up. `isAlone`: one was chosen, and not several at once. */
export function useImageUploads(onUploaded: (image: UploadedImage, isAlone: boolean) => void): ImageUploads {
  const workspaceId = useWorkspaceId();
  const changed = useImagesChanged(workspaceId);
  const [items, setItems] = useState<readonly ImageUpload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const running = useRef(new Map<string, AbortController>());
  const change = (key: string, next: Partial<ImageUpload>) =>
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...next } : item)));
  const drop = (key: string) => setItems((all) => all.filter((item) => item.key !== key));

  const send = async (key: string, file: File, isAlone: boolean) => {
    const control = running.current.get(key);
    if (!control || control.signal.aborted) return;
    try {
      const made = await uploadImage(
        workspaceId,
        file,
        ({ sent, total }) => change(key, { share: total > 0 ? sent / total : 0 }),
        control.signal,
      );
      drop(key);
      await changed();
      onUploaded(made, isAlone);
    } catch (error) {
      if (control.signal.aborted) drop(key);
      else change(key, { problem: messageOf(error) });
    } finally {
      running.current.delete(key);
    }
  };
  const add = (files: readonly File[]) => {
    for (const file of files) {
      const key = crypto.randomUUID();
      running.current.set(key, new AbortController());
      setItems((all) => [...all, { key, name: file.name, share: 0, problem: null }]);
      queue.current = queue.current.then(() => send(key, file, files.length === 1));
    }
  };
  const remove = (key: string) => {
    running.current.get(key)?.abort();
    drop(key);
  };
  return { items, add, remove };
}
