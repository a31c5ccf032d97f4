export * from './generated/index.js';
export type { Client } from './generated/client/index.js';
export { browserClient, connect, type ConnectOptions } from './connect.js';
export { type FieldProblem, RapportError } from './RapportError.js';
export { unwrap } from './unwrap.js';
export { type LiveEvent, liveEvents } from './liveEvents.js';
export { pages } from './pages.js';
