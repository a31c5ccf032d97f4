/** From tools/jest/ApiEnvironment.mjs. */
const { testOutput } = globalThis as unknown as { testOutput: { log(line: string): void } };

/** What a test has to say of its run: told with `LOG=1`, and when the test fails. */
export function note(line: string): void {
  testOutput.log(line);
}
