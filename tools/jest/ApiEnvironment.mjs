import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

/**
 * sanitize-html requires an ES module (htmlparser2 12, which carries a security fix). Node can do that since 20.19, Jest cannot
 * before Node 24.9. So the library is loaded here, outside Jest's module system, and handed to the tests as a global.
 */
const sanitizeHtml = createRequire(new URL('../../apps/api/package.json', import.meta.url))('sanitize-html');

export default class ApiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nativeSanitizeHtml = sanitizeHtml;
  }
}
