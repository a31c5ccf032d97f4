import { processorMsSince } from '../../../test/support/processorTime.js';
import { problemWithInput } from './checkInput.js';

const nested = (levels: number): unknown => (levels === 0 ? 'bottom' : { deeper: nested(levels - 1) });

it('lets ordinary input pass', () => {
  expect(problemWithInput({ name: 'Ann', tags: ['a', 'ü', '👋'], none: null, count: 1, yes: true })).toBeNull();
  expect(problemWithInput(undefined)).toBeNull();
  expect(problemWithInput(Buffer.from([0, 0]))).toBeNull();
});

it('draws the line at 32 levels', () => {
  expect(problemWithInput(nested(32))).toBeNull();
  expect(problemWithInput(nested(33))?.code).toBe('request.tooDeep');
});

it('counts what is in lists as well as keys', () => {
  expect(problemWithInput({ list: Array.from({ length: 50_000 }, () => 1) })?.code).toBe('request.tooManyValues');
});

it('finds text that cannot be stored, in values and in names', () => {
  expect(problemWithInput({ a: { b: ['fine', 'nul \u0000'] } })?.fields[0]?.field).toBe('a.b.1');
  expect(problemWithInput({ 'half \ud800': 1 })?.code).toBe('request.invalid');
});

it('has no stack to run out of, and stays quick', () => {
  const begun = process.cpuUsage();
  expect(problemWithInput(JSON.parse(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`))?.code).toBe('request.tooDeep');
  expect(problemWithInput({ text: 'x'.repeat(5_000_000) })).toBeNull();
  expect(processorMsSince(begun)).toBeLessThan(2_000);
});
