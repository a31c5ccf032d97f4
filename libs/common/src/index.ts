export * from './colours/contrast.js';
export * from './contacts/emailKey.js';
export * from './templates/index.js';
