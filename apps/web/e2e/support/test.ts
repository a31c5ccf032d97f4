import { expect, test as base } from '@playwright/test';
import { type Product, startProduct } from './product.js';

interface Fixtures {
  /** Settings of the product under test, beside its own defaults; `test.use({ environment: … })` sets them. */
  readonly environment: Record<string, string>;
  /** Whether it is started exactly as `npm start` does. */
  readonly shipped: boolean;
  /** A product that nobody has used yet; `page.goto('/')` opens it. */
  readonly product: Product;
  /** What the page complained about: script errors and failed assertions of the browser. A test ends with none. */
  readonly pageErrors: string[];
}

const expected = [
  // The browser logs every answer of 400 and above; those are the application's to expect.
  'Failed to load resource',
  // Mail is shown in frames without scripts, where Playwright tries its own.
  "Blocked script execution in 'about:srcdoc'",
];

export const test = base.extend<Fixtures>({
  environment: [{}, { option: true }],
  shipped: [false, { option: true }],
  product: async ({ environment, shipped }, use) => {
    const product = await startProduct(environment, { shipped });
    await use(product);
    await product.stop();
  },
  baseURL: async ({ product }, use) => use(product.url),
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected.some((text) => message.text().startsWith(text))) errors.push(message.text());
      });
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
