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

if (typeof window !== 'undefined') {
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
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
}
