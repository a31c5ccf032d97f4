import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { ConfigurationError } from './AppConfig.js';

/** What lies below DATA_DIR. Files hold addresses, messages and keys: they are for the user that Rapport runs as alone. */
const FILES = [
  'secrets.json',
  'rapport.db',
  'rapport.db-wal',
  'rapport.db-shm',
  'rapport.lock',
  'audit-anchors.json',
  'instance.json',
  'instance.beat',
];
const FOLDERS = ['uploads', 'system-mail'];
const FOR_THE_OWNER = 0o077;

/**
 * Makes the folder where it is missing, says everything at once that this user cannot use in it, and takes from other users what older
 * versions or a copy left open to them. From here on this process makes no file that others can read.
 */
export function prepareDataFolder(folder: string): void {
  process.umask(FOR_THE_OWNER);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new ConfigurationError([
      `The data folder ${folder} cannot be written. Give this user write permission, or set DATA_DIR to another folder.`,
    ]);
  }
  const problems = [
    ...FILES.map((name) => problemWith(path.join(folder, name), 'file')),
    ...FOLDERS.map((name) => problemWith(path.join(folder, name), 'folder')),
  ];
  const known = problems.filter((problem) => problem !== null);
  if (known.length > 0) throw new ConfigurationError(known);
  for (const name of FILES) closeToOthers(path.join(folder, name));
}

function problemWith(entry: string, kind: 'file' | 'folder'): string | null {
  const found = statSync(entry, { throwIfNoEntry: false });
  if (!found) return null;
  if (found.isDirectory() !== (kind === 'folder')) return `${entry} must be a ${kind}. Move away what is there.`;
  try {
    accessSync(entry, constants.R_OK | constants.W_OK | (kind === 'folder' ? constants.X_OK : 0));
    return null;
  } catch {
    const { username } = userInfo();
    return `${entry} cannot be read and written by the user ${username} that Rapport runs as: it belongs to the user with the number ${found.uid}. Nothing in it is lost. Run "chown -R ${username} ${path.dirname(entry)}" as an administrator, or start Rapport as that user.`;
  }
}

function closeToOthers(file: string): void {
  if (!existsSync(file) || (statSync(file).mode & FOR_THE_OWNER) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch {
    // Readable and writable, but owned by another user: only that user can close it.
  }
}
