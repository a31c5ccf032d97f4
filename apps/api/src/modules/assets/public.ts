export { exchangeImages, imageTokensOf } from './imageAddresses.js';
export type { ImageUse } from './ImageReferences.js';
