/** What the reports of Jest and of Playwright say, in the words of a summary. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} ReportedTest
 * @typedef {{ name: string, status: string, message: string, assertionResults: ReportedTest[] }} ReportedFile of Jest: `name` is its path
 */

/** Each test once. A file that does not load, or fails after its last test, counts as one.
 * @param {ReportedFile[]} files */
export function countTests(files) {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const left = tests.filter(({ status }) => status === 'pending' || status === 'todo').length;
  return { passed, failed: files.flatMap(failuresOfFile).length, left };
}

/** `file: test: what was wrong`, for the end of a long log. @param {ReportedFile} file @returns {string[]} */
export function failuresOfFile({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const file = basename(name);
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${inShort(message)}`] : [];
  return failed.map((test) => `${file}: ${test.fullName}: ${inShort(test.failureMessages[0] ?? '')}`);
}

/**
 * @typedef {{ error?: { message?: string } }} Attempt
 * @typedef {{ title: string, ok: boolean, file: string, tests: { status: string, results: Attempt[] }[] }} Spec
 * @typedef {{ suites?: Suite[], specs?: Spec[] }} Suite of Playwright's report
 * @param {Suite[]} suites @returns {{ failures: string[], secondAttempts: string[] }}
 */
export function failuresOfBrowser(suites) {
  const specs = suites.flatMap(specsOf);
  const told = (/** @type {Spec[]} */ some) =>
    some.map(({ file, title, tests }) => {
      const message = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? '';
      return `${file}: ${title}: ${inShort(message)}`;
    });
  return {
    failures: told(specs.filter(({ ok }) => !ok)),
    secondAttempts: told(specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))),
  };
}

/** @param {Suite} suite @returns {Spec[]} */
function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** What was wrong without where: message and difference, in one line. @param {string} text */
function inShort(text) {
  const lines = text.replace(/\u001b\[\d+m/g, '').split('\n');
  const traces = lines.findIndex((line) => /^\s+at /.test(line));
  const told = lines.slice(0, traces === -1 ? undefined : traces).map((line) => line.trim());
  return told.filter(Boolean).join(' | ').slice(0, 600);
}

/** @template T @param {string} name @param {(path: string) => Promise<T>} work @returns {Promise<T>} */
export async function withReport(name, work) {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-report-'));
  try {
    return await work(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
