import { ProviderError } from '../contracts/ProviderError.js';

/**
 * What a vendor's package makes, built when it is first needed and kept: these packages are large, and most installations use one of them or none.
 * One that could not be loaded has sent nothing, and is loaded again by the next call.
 */
export function vendorPackage<T>(vendor: string, load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw new ProviderError({
        kind: 'unavailable',
        scope: 'connection',
        step: 'connect',
        message: `What Rapport needs to speak to ${vendor} could not be loaded. Install Rapport again if this goes on.`,
        causeCode: error instanceof Error && 'code' in error ? String(error.code) : null,
      });
    }));
}
