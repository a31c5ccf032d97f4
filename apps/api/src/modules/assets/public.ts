export { imageKindOf } from './imageKind.js';
export type { PreparedImage } from './ImageService.js';
export { exchangeImages, imageTokensOf } from './imageAddresses.js';
export type { ImageUse } from './ImageReferences.js';
