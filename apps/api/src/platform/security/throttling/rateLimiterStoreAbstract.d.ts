/** The package types its abstract store but exports it from this file alone. */
declare module 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js' {
  import { RateLimiterStoreAbstract } from 'rate-limiter-flexible';
  // eslint-disable-next-line no-restricted-syntax -- the package exports it so
  export default RateLimiterStoreAbstract;
}
