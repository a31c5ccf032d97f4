/**
 * The built server with its packages in a few large files instead of two thousand small ones, for tests that start and kill it again and
 * again: it is up after half of the work. What is shipped stays as it is, and boot.e2e, commands.e2e and two browser tests start that.
 */
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { PlainError, root, say, seconds } from './report.mjs';

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
    await joined.write({ dir: folder, format: 'esm', keepNames: true });
    await joined.close();
    if (PROGRAMS.some((name) => !existsSync(join(folder, `${name}.js`)))) throw new PlainError('The server could not be joined.');
    say(`  server joined for the tests in ${seconds(Date.now() - startedAt)}`);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The one that Vite brings. @returns {Promise<{ rolldown: Function }>} */
async function bundler() {
  const ofVite = createRequire(createRequire(join(root, 'apps/web/package.json')).resolve('vite/package.json'));
  return import(pathToFileURL(ofVite.resolve('rolldown')).href);
}

/** A file still takes its threads, pages and data from where it was. @param {string} code @param {string} id its path */
function keepPlaces(code, id) {
  if (!/\bimport\.meta\.|\b__dirname\b/.test(code)) return null;
  // What is asked for only there would be read from its several hundred files, beside the one that is joined.
  if (id.endsWith('/typeorm-compat.js')) return `import * as typeorm from 'typeorm';\n${code.replace(/\brequire\('typeorm'\)/, 'typeorm')}`;
  const folder = JSON.stringify(dirname(id));
  return code
    .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href))
    .replace(/\bimport\.meta\.dirname\b|\b__dirname\b/g, folder);
}
