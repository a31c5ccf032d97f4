/** The one limiter that is used. The package's entry loads those of fourteen databases as well, which costs the boot 50 ms. */
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  import { RateLimiterMemory } from 'rate-limiter-flexible';

  // eslint-disable-next-line no-restricted-syntax -- CommonJS: the module is the class
  export default RateLimiterMemory;
}
