/** Threads that tests start run the same TypeScript sources as the tests: Node loads them through the hooks beside this file. */
import { register } from 'node:module';

register('./typescriptHooks.mjs', import.meta.url);
