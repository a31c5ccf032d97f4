/**
 * Where tests keep the data of the products that they start: in memory where the machine offers that. Every write that is acknowledged
 * waits for the disk, some 5 to 10 ms, and what is thrown away need not outlive a loss of power. PostgreSQL keeps its data there too, for
 * a disk that is busy with something else would hold up every test for seconds. The contract suites and what is timed stay on the disk.
 */
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
/** Several times of what the largest tests write side by side. */
const NEEDED_BYTES = 3 * 1024 ** 3;

/** @returns {{ folder: string, remove: () => void }} */
export function makeTestFolder() {
  const folder = mkdtempSync(join(fastestPlace(), 'rapport-tests-'));
  // Some tests start the product as another user, whose folder lies in here.
  chmodSync(folder, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Where a temporary folder costs the least. */
export function fastestPlace() {
  return hasRoom() ? IN_MEMORY : tmpdir();
}

function hasRoom() {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= NEEDED_BYTES && freemem() >= NEEDED_BYTES;
  } catch {
    return false;
  }
}
