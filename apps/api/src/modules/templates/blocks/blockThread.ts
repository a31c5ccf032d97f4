import { serveThread } from '../../../platform/threads/threadServer.js';
import type { RenderTask } from '../rendering/renderTasks.js';
import { compileBlocks } from './compileBlocks.js';

/** Entry of the threads that compile block documents. MJML takes half a second to load, which is over before the first deadline begins. */
serveThread((task) => compileBlocks((task as Extract<RenderTask, { kind: 'blocks' }>).document));
