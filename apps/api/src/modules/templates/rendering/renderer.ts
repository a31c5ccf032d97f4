/** What the event loop itself needs of the renderer, loaded when the first message is sent. */
export { CompiledTemplate } from './CompiledTemplate.js';
