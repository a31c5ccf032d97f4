import { TextDecoder, TextEncoder } from 'node:util';

/** What jsdom lacks and the kit or the router asks for when it loads. */
Object.assign(globalThis, { TextDecoder, TextEncoder });

class SilentObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

/** The router wraps every navigation in a Request, of which it reads these three. jsdom has none. */
class NavigationRequest {
  readonly method: string;
  readonly signal: AbortSignal | null | undefined;

  constructor(
    readonly url: string | URL,
    init: RequestInit = {},
  ) {
    this.method = init.method ?? 'GET';
    this.signal = init.signal;
  }
}

if (typeof window !== 'undefined') {
  if (!('Request' in globalThis)) Object.assign(globalThis, { Request: NavigationRequest });
  Object.defineProperty(window, 'matchMedia', {
    writable: true,
    value: (query: string) => ({
      matches: query === '',
      media: query,
      onchange: null,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
      dispatchEvent: () => false,
    }),
  });
  Object.assign(window, { ResizeObserver: SilentObserver, IntersectionObserver: SilentObserver, scrollTo: () => undefined });
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
}

/** React and the kit complain on the console and go on: what they say is a defect of the product or of the test. */
let complaints: string[] = [];
console.error = (...args: unknown[]) => void complaints.push(args.map(String).join(' '));
console.warn = console.error;
afterEach(() => {
  const told = complaints;
  complaints = [];
  if (told.length > 0) throw new Error(`The test passed, but the console was told:\n${told.join('\n')}`);
});
