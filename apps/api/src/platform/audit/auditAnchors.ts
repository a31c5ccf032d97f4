import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Anchor } from './verifyChain.js';

/** Chain to anchor. */
export type Anchors = Readonly<Record<string, Anchor>>;

/** Beside the key file and outside the database: whoever can write to the database alone cannot change both. */
export function anchorFile(dataDir: string): string {
  return path.join(dataDir, 'audit-anchors.json');
}

/** No file: nothing was noted yet. A damaged one throws; it is not ours to throw away. */
export function readAnchors(file: string): Anchors {
  if (!existsSync(file)) return {};
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { chains?: Anchors };
  return stored.chains ?? {};
}

export function writeAnchors(file: string, chains: Anchors): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify({ chains }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
