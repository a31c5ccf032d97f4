/**
 * The built server with its packages in a few large files instead of two thousand small ones, for tests that start and kill it again and
 * again: it is up after a third of the work. What is shipped stays as it is, and boot.e2e, commands.e2e and two browser tests start that.
 */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { PlainError, root, say, seconds } from './report.mjs';
import { runNode } from './run.mjs';
import { fastestPlace } from './testFolder.mjs';

const PROGRAMS = ['main', 'verifyAudit', 'verifyApprovals', 'rotateSecrets'];
/** What has a compiled part stays a package. */
const COMPILED = [/^better-sqlite3$/, /^sharp$/, /^@node-rs\//];
const dist = join(root, 'apps/api/dist');

/** @returns {Promise<{ folder: string, remove: () => void }>} `folder`: `<program>.js` for each */
export async function joinServer() {
  await ensureBuilt({ only: ['common', 'providers', 'sdk', 'api'] });
  const startedAt = Date.now();
  // Below the server, where the packages that stay are found.
  const folder = mkdtempSync(join(dist, 'joined-'));
  // Some tests start it as another user.
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { rolldown } = await bundler();
    const joined = await rolldown({
      input: Object.fromEntries(PROGRAMS.map((name) => [name, join(dist, `${name}.js`)])),
      cwd: join(root, 'apps/api'),
      platform: 'node',
      external: COMPILED,
      plugins: [{ name: 'own-places', transform: keepPlaces }],
      // Packages ask for others that they could use too; what is missed shows when a test starts the server.
      logLevel: 'silent',
    });
    const names = { entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' };
    // What is read as it was compiled before can import nothing any more.
    await joined.write({ dir: folder, format: 'cjs', dynamicImportInCjs: false, keepNames: true, ...names });
    await joined.close();
    cpSync(fileURLToPath(new URL('./compiled.cjs', import.meta.url)), join(folder, 'compiled.cjs'));
    for (const name of PROGRAMS) writeFileSync(join(folder, `${name}.js`), starterOf(name));
    await compile(folder);
    say(`  server joined for the tests in ${seconds(Date.now() - startedAt)}`);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @param {string} program */
function starterOf(program) {
  return `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
require('./compiled.cjs');
require('./${program}.cjs');
`;
}

/** Starts the server once, so that the next starts find what V8 has compiled by then. @param {string} folder */
async function compile(folder) {
  const data = mkdtempSync(join(fastestPlace(), 'rapport-compile-'));
  try {
    const env = { NODE_OPTIONS: undefined, PORT: '0', DATA_DIR: data, KEEP_COMPILED: 'true' };
    const { code, output } = await runNode(join(folder, 'main.js'), [], { env });
    if (code !== 0) throw new PlainError(`The joined server did not start:\n${output}`);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The one that Vite brings. @returns {Promise<{ rolldown: Function }>} */
async function bundler() {
  const ofVite = createRequire(createRequire(join(root, 'apps/web/package.json')).resolve('vite/package.json'));
  return import(pathToFileURL(ofVite.resolve('rolldown')).href);
}

/** A file still takes its threads, pages and data from where it was. @param {string} source @param {string} id its path */
function keepPlaces(source, id) {
  const code = PROGRAMS.some((name) => id === join(dist, `${name}.js`)) ? withoutTopLevelAwait(source) : source;
  if (!/\bimport\.meta\.|\b__dirname\b/.test(code)) return code === source ? null : code;
  // What is asked for only there would be read from its several hundred files, beside the one that is joined.
  if (id.endsWith('/typeorm-compat.js')) return `import * as typeorm from 'typeorm';\n${code.replace(/\brequire\('typeorm'\)/, 'typeorm')}`;
  // It would load packages a second time that are joined already.
  if (id.endsWith('/mapped-types/dist/type-helpers.utils.js')) return code.replace('const require = createRequire(import.meta.url);', '');
  return placed(code, id);
}

/** A file that V8 may keep compiled is no ES module. @param {string} code */
function withoutTopLevelAwait(code) {
  const imports = /^import .*;$/gm;
  return `${(code.match(imports) ?? []).join('\n')}\n(async () => {${code.replace(imports, '')}\n})();`;
}

/** @param {string} code @param {string} id */
function placed(code, id) {
  const folder = JSON.stringify(dirname(id));
  return code
    .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href))
    .replace(/\bimport\.meta\.dirname\b|\b__dirname\b/g, folder);
}
