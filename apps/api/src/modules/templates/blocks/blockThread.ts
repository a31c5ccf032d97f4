import { serveThread } from '../../../platform/threads/threadServer.js';
import type { RenderTask } from '../rendering/renderTasks.js';
import { compileBlocks } from './compileBlocks.js';
import { compileMjml } from './compileMjml.js';

/** Entry of the threads that compile block documents. MJML takes half a second to load, which is over before the first deadline begins. */
serveThread((given) => {
  const task = given as Extract<RenderTask, { kind: 'blocks' | 'mjml' }>;
  return task.kind === 'blocks' ? compileBlocks(task.document) : compileMjml(task.source);
});
