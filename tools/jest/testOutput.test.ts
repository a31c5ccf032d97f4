import { TestOutput } from './TestOutput.mjs';

const messages = (errors: readonly unknown[]): string[] => errors.map((error) => (error as Error).message);

it('lets a test pass that says nothing, whatever was logged', () => {
  const output = new TestOutput();
  output.log('error jobs.failed');
  const errors: unknown[] = [];
  output.testDone({ errors });
  expect(errors).toEqual([]);
});

it('fails a test that passed and printed, on the console or on standard output', () => {
  const output = new TestOutput();
  const errors: unknown[] = [];
  output.console.error('one', { two: 2 });
  output.hold();
  process.stdout.write('three\n');
  output.release();
  output.testDone({ errors });
  expect(messages(errors)).toEqual(['The test passed, but this was printed:\none { two: 2 }\nthree\n']);
  const later: unknown[] = [];
  output.testDone({ errors: later });
  expect(later).toEqual([]);
});

it('tells with a failed test what was printed and logged during it, and only then', () => {
  const output = new TestOutput();
  output.log('error of the test before');
  output.testDone({ errors: [] });
  const errors: unknown[] = ['expected 1'];
  output.console.log('printed');
  output.log('error jobs.failed');
  output.testDone({ errors });
  expect(messages(errors.slice(1))).toEqual(['Printed and logged meanwhile:\nprinted\nerror jobs.failed\n']);
});

it('fails a file that prints after its last test', () => {
  const output = new TestOutput();
  const unhandledErrors: unknown[] = [];
  output.fileDone({ unhandledErrors });
  expect(unhandledErrors).toEqual([]);
  output.console.log('late');
  output.fileDone({ unhandledErrors });
  expect(messages(unhandledErrors)).toEqual(['After the last test this was printed:\nlate\n']);
});
