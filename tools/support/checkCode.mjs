/**
 * Types and lint of one half of the repository, as a process of its own: `node tools/support/checkCode.mjs server`. The rules that ask for
 * types read what the check of types has worked out; each by itself does the same work twice.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { HALVES } from './halves.mjs';
import { root } from './report.mjs';

/** @type {import('typescript')} */
const ts = createRequire(import.meta.url)('typescript');

/** @param {keyof typeof HALVES} name @returns {Promise<string>} what is wrong; empty if nothing is */
async function checkCode(name) {
  const { projects, lint, ignore } = HALVES[name];
  const programs = projects.map(programOf);
  const problems = programs.flatMap((program) => ts.getPreEmitDiagnostics(program));
  const types = ts.formatDiagnostics(problems, { getCurrentDirectory: () => root, getCanonicalFileName: String, getNewLine: () => '\n' });
  // A file that is in no project is an error of the parser.
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [
      { ignores: ignore },
      { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions: { projectService: false, programs } } },
    ],
  });
  const results = await eslint.lintFiles(lint);
  const isClean = results.every(({ errorCount, warningCount }) => errorCount + warningCount === 0);
  return types + (isClean ? '' : await (await eslint.loadFormatter('stylish')).format(results));
}

/** @param {string} project */
function programOf(project) {
  const host = {
    ...ts.sys,
    /** @param {import('typescript').Diagnostic} problem */
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, project, 'tsconfig.json'), { noEmit: true }, host);
  if (!config) throw new Error(`${project}/tsconfig.json could not be read.`);
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
    projectReferences: config.projectReferences,
  });
}

const [name = ''] = process.argv.slice(2);
if (!Object.hasOwn(HALVES, name)) throw new Error(`Name one of ${Object.keys(HALVES).join(', ')}.`);
const problems = await checkCode(/** @type {keyof typeof HALVES} */ (name));
if (problems) process.stdout.write(problems);
process.exitCode = problems ? 1 : 0;
