import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';
import { AnswerCheck } from './AnswerCheck.mjs';

/**
 * sanitize-html requires an ES module (htmlparser2 12, which carries a security fix). Node can do that since 20.19, Jest cannot
 * before Node 24.9. So the library is loaded here, outside Jest's module system, and handed to the tests as a global.
 */
const sanitizeHtml = createRequire(new URL('../../apps/api/package.json', import.meta.url))('sanitize-html');

/**
 * One check of answers for all files of a process: making the document and compiling its schemas takes longer than all checks of a file.
 * @type {AnswerCheck | null}
 */
let answerCheck = null;

export default class ApiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nativeSanitizeHtml = sanitizeHtml;
    /** @param {() => string} document its JSON, asked for by the first file only */
    this.global.answerCheck = (document) => (answerCheck ??= new AnswerCheck(JSON.parse(document())));
  }
}
