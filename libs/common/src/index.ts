export * from './contacts/emailKey.js';
export * from './templates/index.js';
