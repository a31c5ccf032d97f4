import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const self = readFileSync(fileURLToPath(import.meta.url));

/**
 * Packages are loaded by Node itself, once for all test files of a process: what Jest sees of a file of a package is a note of what it
 * exports. Jest's own way reads, links and runs some three thousand files of packages again for each test file, which took more
 * time than most tests. Only for the environment ApiEnvironment, where tests and packages share one realm.
 *
 * @typedef {{ supportsStaticESM: boolean }} Options of Jest: whether an ES module is asked for
 */
export default {
  /** @param {string} _source @param {string} path @param {Options} options */
  getCacheKey: (_source, path, { supportsStaticESM }) =>
    createHash('sha1')
      .update(self)
      .update(path)
      .update(`${isReady()} ${supportsStaticESM}`)
      .update(isReady() && supportsStaticESM ? exportsOf(path).join() : '')
      .digest('hex'),
  /** @param {string} source @param {string} path @param {Options} options */
  process(source, path, { supportsStaticESM }) {
    if (!isReady()) return { code: source };
    const load = `globalThis.requireNatively(${JSON.stringify(path)})`;
    if (!supportsStaticESM) return { code: `module.exports = ${load};` };
    const lines = exportsOf(path).map(
      (name, i) => `const v${i} = m[${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`,
    );
    return { code: [`const m = ${load};`, ...lines].join('\n') };
  },
};

/** @param {string} path */
function exportsOf(path) {
  return Object.keys(require(path)).filter((name) => name !== '__esModule' && name !== 'module.exports');
}

/** Not while Jest loads the environment itself. */
function isReady() {
  return 'requireNatively' in globalThis;
}
