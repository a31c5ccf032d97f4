/** What a browser has to fetch before the dashboard's first page works: the scripts that index.html names and what they import at once. */
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './report.mjs';

const dist = join(root, 'apps/web/dist');
const limit = 250;

/** @returns {{ kilobytes: number, limit: number, files: string[] }} */
export function measureFirstLoad() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="(?:\.?\/)?([^"]+\.js)"/g)].map((match) => match[1] ?? '');
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const entry of entries) addWithImports(entry, sizes);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const files = [...sizes].sort((a, b) => b[1] - a[1]).map(([file, size]) => `${(size / 1000).toFixed(1)} kB  ${file}`);
  return { kilobytes: bytes / 1000, limit, files };
}

/** @param {string} file @param {Map<string, number>} sizes */
function addWithImports(file, sizes) {
  if (sizes.has(file)) return;
  const code = readFileSync(join(dist, file));
  sizes.set(file, gzipSync(code, { level: 9 }).length);
  // Static imports only: what `import()` asks for is fetched when its page is opened.
  for (const match of code.toString().matchAll(/\b(?:import|export)\s*(?:[\w$*{},\s]*?\s*from\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g)) {
    addWithImports(posix.join(dirname(file), match[1] ?? ''), sizes);
  }
}
