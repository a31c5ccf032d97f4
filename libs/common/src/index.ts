export * from './colours/contrast.js';
export * from './contacts/characters.js';
export * from './contacts/emailKey.js';
export * from './contacts/foldText.js';
export * from './fields/index.js';
export * from './contacts/readEmail.js';
export * from './templates/index.js';
export * from './links/linkToken.js';
