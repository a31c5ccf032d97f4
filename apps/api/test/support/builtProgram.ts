import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * A program of the built API. `npm test` names a folder where each is joined with its packages (tools/support/joinServer.mjs), which starts
 * with a third of the work; `shipped` takes what people run.
 */
export function builtProgram(name: string, { shipped = false }: { shipped?: boolean | undefined } = {}): string {
  const joined = process.env['TEST_JOINED_SERVER'];
  const file = path.join(shipped || !joined ? dist : joined, `${name}.js`);
  if (!existsSync(file)) throw new Error('The server has not been built: run "npm run build" first (npm test does).');
  return file;
}
