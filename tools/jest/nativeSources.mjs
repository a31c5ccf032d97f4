import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const self = readFileSync(fileURLToPath(import.meta.url));
const FOLDERS = ['apps/api/src', 'libs/common/src', 'libs/providers/src'];
/** Files of commands: to load one is to run it. */
const COMMANDS =
  /^apps\/api\/src\/(?:main|commandLine|confirmAccount|rebuildFigures|recoverAccount|rotateSecrets|runForAccount|verifyApprovals|verifyAudit|writeOpenApi)\.ts$/;
const FOR_TESTS = /\.test\.ts$|^libs\/providers\/src\/testing\//;

/** @type {Promise<Map<string, Record<string, unknown>>> | null} */
let loading = null;

/**
 * The product's sources, loaded by Node itself, once for all test files of a process: a test file took more time to load them than
 * most take to run. By path, what each exports.
 */
export function loadSources() {
  loading ??= load();
  return loading;
}

async function load() {
  register('./typescriptHooks.mjs', import.meta.url);
  // Decorators write into it as classes are defined.
  createRequire(path.join(root, 'apps/api/package.json'))('reflect-metadata');
  /** @type {Map<string, Record<string, unknown>>} */
  const sources = new Map();
  for (const file of FOLDERS.flatMap(sourcesOf)) sources.set(file, await import(pathToFileURL(file).href));
  return sources;
}

/** @param {string} folder */
function sourcesOf(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((name) => name.endsWith('.ts') && !COMMANDS.test(name) && !FOR_TESTS.test(name))
    .sort()
    .map((name) => path.join(root, name));
}

/** What Jest sees of a source: a note of what it exports. */
export default {
  /** @param {string} _source @param {string} file */
  getCacheKey: (_source, file) => createHash('sha1').update(self).update(file).update(exportsOf(file).join()).digest('hex'),
  /** @param {string} _source @param {string} file */
  process(_source, file) {
    const lines = exportsOf(file).map(
      (name, i) => `const v${i} = m[${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`,
    );
    return { code: [`const m = globalThis.nativeSources.get(${JSON.stringify(file)});`, ...lines, 'export {};'].join('\n') };
  },
};

/** @param {string} file */
function exportsOf(file) {
  const source = globalThis.nativeSources.get(file);
  if (!source) throw new Error(`${file} is loaded by no other source: a command is started as a process (test/support), not imported.`);
  return Object.keys(source);
}
