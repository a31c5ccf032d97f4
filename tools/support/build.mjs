/** Builds what changed since the last build. A part is fresh when the hash of its inputs is the one noted in its dist folder. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { PlainError, root, say, seconds } from './report.mjs';
import { runNode } from './run.mjs';

/** @typedef {{ name: string, folder: string, proof: string, needs: string[], extra?: string[], build: () => Promise<{ code: number, output: string }> }} Part */

const tsc = 'node_modules/typescript/bin/tsc';

/** @param {string} name @param {string[]} [needs] @returns {Part} */
const library = (name, needs = []) => ({
  name,
  folder: `libs/${name}`,
  proof: 'index.js',
  needs,
  build: () => runNode(tsc, ['-p', `libs/${name}/tsconfig.build.json`]),
});

/** @type {Part[]} */
const parts = [
  library('common'),
  library('providers'),
  library('sdk'),
  {
    name: 'api',
    folder: 'apps/api',
    proof: 'main.js',
    // At run time the compiled libraries are loaded from their own dist folders, so a change there needs no new build here.
    needs: [],
    extra: ['nest-cli.json'],
    build: () =>
      runNode('../../node_modules/@nestjs/cli/bin/nest.js', ['build', '--config', '../../nest-cli.json'], { cwd: join(root, 'apps/api') }),
  },
  {
    name: 'web',
    folder: 'apps/web',
    proof: 'index.html',
    needs: ['common', 'sdk'],
    build: async () => {
      const result = await runNode('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn'], { cwd: join(root, 'apps/web') });
      if (result.code === 0) await compress(join(root, 'apps/web/dist'));
      return result;
    },
  },
];

/** The address of the built server, for `import`. */
export const product = pathToFileURL(join(root, 'apps/api/dist/main.js')).href;

const inputFile = /\.(tsx?|jsx?|mjs|cjs|json|css|html|svg|png|webp|woff2|webmanifest|ico|txt)$/;
const notAnInput = /\.test\.tsx?$/;

/** @param {{ only?: string[], force?: boolean }} [options] */
export async function ensureBuilt(options = {}) {
  const hashes = inputHashes();
  const stale = parts.filter(
    (part) => (options.only?.includes(part.name) ?? true) && (options.force || !isFresh(part, hashes.get(part.name) ?? '')),
  );
  if (stale.length === 0) return;
  const startedAt = Date.now();
  say(`Building ${stale.map((part) => part.name).join(', ')}.`);
  /** @type {Map<string, Promise<void>>} */
  const builds = new Map();
  for (const part of stale) {
    // `parts` lists what is needed before what needs it, so every promise waited for exists already.
    const ready = Promise.all(part.needs.map((name) => builds.get(name)));
    builds.set(
      part.name,
      ready.then(() => buildPart(part, hashes.get(part.name) ?? '')),
    );
  }
  const outcomes = await Promise.allSettled(builds.values());
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  say(`Built in ${seconds(Date.now() - startedAt)}.`);
}

/** @param {Part} part @param {string} hash */
async function buildPart(part, hash) {
  const startedAt = Date.now();
  const dist = join(root, part.folder, 'dist');
  try {
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist, { recursive: true });
  } catch {
    throw new PlainError(`${dist} cannot be written to. Run the command as the owner of that folder, or change its permissions.`);
  }
  const result = await part.build();
  if (result.code !== 0 || !existsSync(join(dist, part.proof))) {
    throw new PlainError(`${part.folder} could not be built:\n${result.output.trim().split('\n').slice(-60).join('\n')}`);
  }
  writeFileSync(stampOf(part), hash);
  say(`  ${part.folder} in ${seconds(Date.now() - startedAt)}`);
}

/** Compressed once here instead of at every request: the server hands out the .br or .gz file beside the asked one.
 * @param {string} folder */
async function compress(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => /[.](js|css|html|svg)$/.test(entry.name));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = readFileSync(path);
      writeFileSync(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(content, quality));
    }),
  );
}

/** @param {Part} part @param {string} hash */
function isFresh(part, hash) {
  try {
    return readFileSync(stampOf(part), 'utf8') === hash && existsSync(join(root, part.folder, 'dist', part.proof));
  } catch {
    return false;
  }
}

/** @param {Part} part */
function stampOf(part) {
  return join(root, part.folder, 'dist', '.rapport-build');
}

/** Contents, not times: a branch switched to and back, or a fresh copy of the folder, needs no new build. */
function inputHashes() {
  const common = hashFiles(['package.json', 'pnpm-lock.yaml', 'tsconfig.base.json', 'tools/support/build.mjs']);
  /** @type {Map<string, string>} */
  const hashes = new Map();
  for (const part of parts) {
    const own = hashFiles([...filesOf(join(root, part.folder)), ...(part.extra ?? [])]);
    hashes.set(part.name, [common, own, ...part.needs.map((name) => hashes.get(name) ?? '')].join('-'));
  }
  return hashes;
}

/** @param {string[]} files paths below the root */
function hashFiles(files) {
  const hash = createHash('sha1');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} folder @returns {string[]} sorted paths below the root: the part's own settings and everything in src and public */
function filesOf(folder) {
  if (!existsSync(folder)) return [];
  const settings = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && inputFile.test(entry.name));
  const files = settings.map((entry) => join(folder, entry.name));
  for (const inner of ['src', 'public']) {
    if (!existsSync(join(folder, inner))) continue;
    for (const entry of readdirSync(join(folder, inner), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && inputFile.test(entry.name) && !notAnInput.test(entry.name)) files.push(join(entry.parentPath, entry.name));
    }
  }
  return files.map((file) => relative(root, file).replaceAll('\\', '/')).sort();
}
