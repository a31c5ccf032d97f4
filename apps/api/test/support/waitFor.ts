/**
 * Waits until a condition holds; a test that waits in vain fails with what it waited for. It asks at once, then every tenth of the
 * time waited so far, from 10 to 100 ms: whoever waits for a minute does not ask the product six thousand times meanwhile.
 */
export async function waitFor(what: string, condition: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<void> {
  const begun = Date.now();
  while (!(await condition())) {
    const waited = Date.now() - begun;
    if (waited > limitMs) throw new Error(`Waited ${limitMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(waited / 10, 10), 100)));
  }
}
