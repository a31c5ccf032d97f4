import type { Person } from './Person.js';
import { TestApp } from './startTestApp.js';

/** One application for all tests of a file, and in each of them someone new with a workspace of their own. */
export function personForEach(name: string): { readonly test: TestApp; readonly person: Person } {
  const current: { test: TestApp; person: Person } = { test: null as never, person: null as never };
  let count = 0;
  beforeAll(async () => {
    current.test = await TestApp.start();
  });
  afterAll(() => current.test.stop());
  beforeEach(async () => {
    count += 1;
    current.person = await current.test.stranger(`${name} ${count}`);
  });
  return current;
}
