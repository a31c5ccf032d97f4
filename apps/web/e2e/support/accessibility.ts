import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Serious and critical findings of axe on the page as it stands, one line each. */
export async function findingsOf(page: Page): Promise<string[]> {
  const putBack = await setFramesAside(page);
  // In the page itself: by default axe opens another page for each look, which now and then never comes.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  await putBack();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** A frame that may run no scripts cannot be examined: axe would wait for it for ever. Previews of messages are such frames. */
async function setFramesAside(page: Page): Promise<() => Promise<void>> {
  const places = await page.evaluateHandle(() =>
    Array.from(document.querySelectorAll('iframe[sandbox=""]'), (frame) => {
      const place = document.createComment('preview');
      frame.replaceWith(place);
      return { frame, place };
    }),
  );
  return () => places.evaluate((all) => all.forEach(({ frame, place }) => place.replaceWith(frame)));
}
