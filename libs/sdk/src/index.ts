// Not the generated index: its two lines conflict whenever two people change the API.
export * from './generated/sdk.gen.js';
export type * from './generated/types.gen.js';
export type { Client } from './generated/client/index.js';
export { browserClient, connect, type ConnectOptions } from './connect.js';
export { type FieldProblem, RapportError } from './RapportError.js';
export { unwrap } from './unwrap.js';
export { type LiveEvent, liveEvents } from './liveEvents.js';
export { pages } from './pages.js';
