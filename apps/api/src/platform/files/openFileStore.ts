import { DiskFileStore } from './DiskFileStore.js';
import type { FileStore, FileStoreLocation } from './FileStore.js';

/** The store of a location: for the application at boot, and for a thread that is handed one. */
export function openFileStore(location: FileStoreLocation): FileStore {
  switch (location.kind) {
    case 'disk':
      return new DiskFileStore(location.folder);
  }
}
