import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n');
const source = files
  .filter((file) => /^(apps|libs)\/[^/]+\/src\/.*\.tsx?$/.test(file) && !/\.test\.|\/generated\//.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** A file or folder, named from any folder on: `sending/SendLane.ts`, `platform/database`. */
const isPath = (name: string): boolean =>
  files.some((file) => `/${file}`.endsWith(`/${name}`) || `/${file}`.includes(`/${name.replace(/\/$/, '')}/`));

/** A class, interface, type or function by its name, `Class.method` included. */
function isDeclared(name: string): boolean {
  const [owner = '', member] = name.split('.');
  const declaration = new RegExp(`\\b(?:class|interface|type|function|const) ${owner}\\b`);
  return source.some(
    ({ text }) => declaration.test(text) && (!member || new RegExp(`^  (?:(?:static|async|readonly) )*${member}[(<:?]`, 'm').test(text)),
  );
}

/** What a page says in backticks about the code and is not there. */
function missingIn(page: string): string[] {
  const named = new Set([...page.replace(/^```[^]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name));
  return [...named].filter((name) => {
    if (/^npm run [\w:]+$/.test(name)) return !scripts[name.slice('npm run '.length)];
    if (/^[\w./-]+\.(?:tsx?|mjs|cjs|js|json|md)$/.test(name) || /^[\w.-]+\/[\w./-]*$/.test(name)) return !isPath(name);
    if (/^[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?:\.\w+)?$/.test(name)) return !isDeclared(name);
    return false;
  });
}

it('names only files, folders, classes and commands that exist', () => {
  expect(missingIn(readFileSync('docs/ARCHITECTURE.md', 'utf8'))).toEqual([]);
});

it('finds what does not exist', () => {
  const page = 'See `sending/SendLane.ts`, `SendLane`, `AuditTrail.record`, `npm run build`, `platform/`, `accepted`.';
  expect(missingIn(page)).toEqual([]);
  const wrong = ['sending/SendRoad.ts', 'SendRoad.ts', 'SendRoad', 'AuditTrail.forget', 'npm run nothing', 'platform/nowhere'];
  expect(missingIn(wrong.map((name) => `\`${name}\``).join(', '))).toEqual(wrong);
});

it('gives each walk its number of files', () => {
  const walks =
    readFileSync('docs/ARCHITECTURE.md', 'utf8')
      .split(/^## Two walks$/m)[1]
      ?.split(/^## /m)[0] ?? '';
  const steps = [...walks.matchAll(/^(\d+)\. `([^`]+)`: /gm)].map(([, number = '', file = '']) => ({ number: Number(number), file }));
  const starts = steps.flatMap(({ number }, i) => (number === 1 ? [i] : []));
  expect(starts).toHaveLength(2);
  for (const [i, start] of starts.entries()) {
    const walk = steps.slice(start, starts[i + 1]);
    expect(walk.map(({ number }) => number)).toEqual(walk.map((_, index) => index + 1));
    expect(walks).toContain(`**: ${walk.length} files, `);
    expect(new Set(walk.map(({ file }) => file)).size).toBe(walk.length);
  }
});
