/** Runs of Jest, and the second attempt of the few files that failed (decision 123). */
import { existsSync, readFileSync } from 'node:fs';
import { say } from './report.mjs';
import { isStopping, runNode } from './run.mjs';
import { countTests, failuresOfFile, withReport } from './testReports.mjs';

/**
 * @typedef {import('./testReports.mjs').ReportedFile} ReportedFile
 * @typedef {{ projects: string[], env: Record<string, string | undefined>, workers: number, files?: string[] }} Run `files`: these only
 * @typedef {{ code: number, output: string, files?: ReportedFile[] }} Outcome `files`: unknown when Jest itself failed
 * @typedef {(run: Run) => Promise<Outcome>} Runner
 */

const nodeOptions = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
/** More files than these are no bad luck. */
const MOST_FOR_SECOND_ATTEMPT = 3;

/** One step: with two attempts, files that failed run again at its end, each alone.
 * @param {Run[]} runs @param {{ attempts?: 1 | 2, runner?: Runner, tell?: (line: string) => void }} [options] @returns {Promise<import('./steps.mjs').Result>} */
export async function runTests(runs, { attempts = 1, runner = jest, tell = say } = {}) {
  /** @type {{ run: Run, outcome: Outcome }[]} */
  const first = [];
  for (const run of runs) first.push({ run, outcome: await runner(run) });
  /** What counts, by run. */
  const files = first.map(({ outcome }) => outcome.files ?? []);
  const outputs = first.map(({ outcome }) => (outcome.code === 0 ? '' : outcome.output));
  const broken = first.filter(({ outcome }) => outcome.code !== 0 && !outcome.files?.some(hasFailed)).length;
  const again = first.flatMap(({ run }, at) => (files[at] ?? []).filter(hasFailed).map((file) => ({ run, at, file })));
  /** @type {string[]} */
  const secondAttempts = [];
  if (attempts === 2 && broken === 0 && again.length > 0 && again.length <= MOST_FOR_SECOND_ATTEMPT) {
    for (const { run, at, file } of again) {
      if (isStopping()) break;
      tell(`  Second attempt: ${file.name}`);
      const { code, output, files: [second] = [] } = await runner({ ...run, workers: 1, files: [file.name] });
      // A file that ran fewer tests this time has not passed.
      const passed = code === 0 && second !== undefined && !hasFailed(second) && testsOf(second) >= testsOf(file);
      if (passed) {
        files[at] = (files[at] ?? []).map((one) => (one === file ? second : one));
        secondAttempts.push(...failuresOfFile(file).slice(0, 1));
      } else {
        outputs.push(`At the second attempt:\n${output}`);
      }
    }
  }
  const { passed, failed, left } = countTests(files.flat());
  const output = outputs.filter(Boolean).join('\n');
  const notes = [
    ...(secondAttempts.length > 0 ? [`${secondAttempts.length} at the second attempt`] : []),
    ...(left > 0 ? [`${left} left out`] : []),
  ];
  return {
    passed,
    failed: failed + broken,
    failures: files.flat().flatMap(failuresOfFile),
    secondAttempts,
    ...(output ? { output } : {}),
    ...(notes.length > 0 ? { note: notes.join(', ') } : {}),
  };
}

/** @param {ReportedFile} file */
function hasFailed(file) {
  return failuresOfFile(file).length > 0;
}

/** @param {ReportedFile} file */
function testsOf({ assertionResults }) {
  return assertionResults.filter(({ status }) => status === 'passed' || status === 'failed').length;
}

/** @param {Run} run @returns {Promise<Outcome>} */
async function jest({ projects, env, workers, files = [] }) {
  return withReport('jest.json', async (report) => {
    const chosen = files.length > 0 ? ['--runTestsByPath', ...files] : [];
    const args = ['--selectProjects', ...projects, '--ci', `--maxWorkers=${workers}`, '--json', `--outputFile=${report}`, ...chosen];
    const options = { env: { NODE_OPTIONS: nodeOptions, ...env }, onLine: showVerdict };
    const { code, output } = await runNode('node_modules/jest/bin/jest.js', args, options);
    if (!existsSync(report)) return { code: code || 1, output };
    return { code, output: failuresOf(output), files: JSON.parse(readFileSync(report, 'utf8')).testResults };
  });
}

/** Jest tells every failure again at the end of a run with several files; what comes before has been shown or is noise.
 * @param {string} output */
function failuresOf(output) {
  const summary = output.indexOf('Summary of all failing tests');
  return output
    .slice(Math.max(summary, 0))
    .split('\n')
    .filter((line) => !line.startsWith('Jest: importing JSON'))
    .join('\n');
}

/** One line per test file as it ends: long runs show that they live.
 * @param {string} line */
function showVerdict(line) {
  if (/^(PASS|FAIL) /.test(line)) say(`  ${line}`);
}
