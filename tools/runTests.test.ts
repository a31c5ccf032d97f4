import { runTests } from './support/runTests.mjs';
import { failuresOfBrowser } from './support/testReports.mjs';

type Runner = NonNullable<NonNullable<Parameters<typeof runTests>[1]>['runner']>;
type Run = Parameters<Runner>[0];
type File = NonNullable<Awaited<ReturnType<Runner>>['files']>[number];

const RUN: Run = { projects: ['e2e'], env: { A: '1' }, workers: 3 };
const passing = (name: string): File['assertionResults'][number] => ({ status: 'passed', fullName: name, failureMessages: [] });
const failing = (name: string): File['assertionResults'][number] => ({
  status: 'failed',
  fullName: name,
  failureMessages: ['Error: too late\n\nExpected: 1\n    at somewhere.ts:1'],
});
const file = (name: string, ...assertionResults: File['assertionResults']): File => ({
  name: `/clone/${name}`,
  status: assertionResults.every(({ status }) => status === 'passed') ? 'passed' : 'failed',
  message: '',
  assertionResults,
});

/** Answers one after the other, as Jest would: its exit code is that of the files. */
class Answers {
  readonly runs: Run[] = [];
  readonly #answers: (File[] | null)[];

  constructor(...answers: (File[] | null)[]) {
    this.#answers = answers;
  }

  readonly runner: Runner = (run) => {
    this.runs.push(run);
    const files = this.#answers.shift() ?? undefined;
    const code = files?.every(({ status }) => status === 'passed') ? 0 : 1;
    return Promise.resolve({ code, output: `output ${this.runs.length}`, ...(files ? { files } : {}) });
  };
}

const run = (runner: Runner, runs: Run[] = [RUN], attempts: 1 | 2 = 2) => runTests(runs, { attempts, runner, tell: () => undefined });

it('counts what passed and asks nothing twice', async () => {
  const { runner, runs } = new Answers([file('a', passing('one'), passing('two'))]);
  const result = await run(runner);
  expect(result).toEqual({ passed: 2, failed: 0, failures: [], secondAttempts: [] });
  expect(runs).toHaveLength(1);
});

it('runs a file that failed once more, alone, counts each test once and tells what was wrong at first', async () => {
  const { runner, runs } = new Answers(
    [file('a', passing('one'), failing('two')), file('b', passing('three'))],
    [file('a', passing('one'), passing('two'))],
  );
  const result = await run(runner);
  expect(result).toEqual({
    passed: 3,
    failed: 0,
    failures: [],
    secondAttempts: ['a: two: Error: too late | Expected: 1'],
    note: '1 at the second attempt',
    output: 'output 1',
  });
  expect(runs[1]).toEqual({ ...RUN, workers: 1, files: ['/clone/a'] });
});

it('fails when a file fails again, be it another test of it', async () => {
  const { runner } = new Answers([file('a', passing('one'), failing('two'))], [file('a', failing('one'), passing('two'))]);
  const result = await run(runner);
  expect(result).toMatchObject({ passed: 1, failed: 1, failures: ['a: two: Error: too late | Expected: 1'], secondAttempts: [] });
  expect(result.output).toContain('output 1');
  expect(result.output).toContain('output 2');
});

it('fails when the second attempt runs fewer tests or none', async () => {
  for (const second of [[file('a', passing('one'))], [file('a')], [], null]) {
    const { runner } = new Answers([file('a', passing('one'), failing('two'))], second);
    expect(await run(runner)).toMatchObject({ passed: 1, failed: 1, secondAttempts: [] });
  }
});

it('gives a file that did not load a second attempt, and counts it as one until then', async () => {
  const broken: File = { name: '/clone/a', status: 'failed', message: 'no memory', assertionResults: [] };
  const once = new Answers([broken]);
  expect(await run(once.runner, [RUN], 1)).toMatchObject({ passed: 0, failed: 1, failures: ['a: no memory'] });
  const twice = new Answers([broken], [file('a', passing('one'))]);
  expect(await run(twice.runner)).toMatchObject({
    passed: 1,
    failed: 0,
    secondAttempts: ['a: no memory'],
  });
});

it('makes no second attempt after more than three files of a step, in whichever run', async () => {
  const four = ['a', 'b', 'c', 'd'].map((name) => file(name, failing('one')));
  const { runner, runs } = new Answers(four.slice(0, 2), four.slice(2));
  expect(await run(runner, [RUN, RUN])).toMatchObject({ passed: 0, failed: 4, secondAttempts: [] });
  expect(runs).toHaveLength(2);
});

it('takes the settings of the run in which a file failed', async () => {
  const other: Run = { ...RUN, env: { A: '2' } };
  const { runner, runs } = new Answers([file('a', passing('one'))], [file('a', failing('one'))], [file('a', passing('one'))]);
  expect(await run(runner, [RUN, other])).toMatchObject({ passed: 2, failed: 0 });
  expect(runs[2]).toMatchObject({ env: { A: '2' }, files: ['/clone/a'] });
});

it('fails when Jest itself does, or ends with a failure that is of no file', async () => {
  const { runner, runs } = new Answers(null);
  expect(await run(runner)).toMatchObject({ passed: 0, failed: 1, output: 'output 1' });
  expect(runs).toHaveLength(1);
  const runnerOfNothing: Runner = () => Promise.resolve({ code: 1, output: 'no test found', files: [file('a', passing('one'))] });
  expect(await run(runnerOfNothing)).toMatchObject({ passed: 1, failed: 1, output: 'no test found' });
});

it('tells what the browser tests failed at, and what passed at the second attempt only', () => {
  const spec = (title: string, status: string) => ({
    title,
    ok: status !== 'unexpected',
    file: 'lists.spec.ts',
    tests: [{ status, results: status === 'expected' ? [{}] : [{ error: { message: `no ${title}` } }, {}] }],
  });
  const suites = [{ specs: [spec('first', 'expected')], suites: [{ specs: [spec('second', 'flaky'), spec('third', 'unexpected')] }] }];
  expect(failuresOfBrowser(suites)).toEqual({
    failures: ['lists.spec.ts: third: no third'],
    secondAttempts: ['lists.spec.ts: second: no second'],
  });
});
