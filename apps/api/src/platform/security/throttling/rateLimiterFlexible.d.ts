/**
 * Two parts of rate-limiter-flexible by their files: the abstract store is typed but not exported by the package itself, whose index
 * loads every other store as well.
 */
declare module 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js' {
  import { RateLimiterStoreAbstract } from 'rate-limiter-flexible';
  // eslint-disable-next-line no-restricted-syntax -- the package exports it so
  export default RateLimiterStoreAbstract;
}

declare module 'rate-limiter-flexible/lib/RateLimiterRes.js' {
  import { RateLimiterRes } from 'rate-limiter-flexible';
  // eslint-disable-next-line no-restricted-syntax -- the package exports it so
  export default RateLimiterRes;
}
