import { fileURLToPath } from 'node:url';

/** How a thread is started. Tests run from TypeScript sources and set both before anything else (apps/api/test/setup.ts). */
export const threadRuntime: { extension: '.js' | '.ts'; execArgv: string[] } = { extension: '.js', execArgv: [] };

/** The file of a thread, named as an import beside `base` would name it: `./renderThread.js`. */
export function threadFile(name: string, base: string): string {
  return fileURLToPath(new URL(name.replace(/\.js$/, threadRuntime.extension), base));
}
