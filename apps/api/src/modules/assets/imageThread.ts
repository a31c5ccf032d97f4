import { serveThread } from '../../platform/threads/threadServer.js';
import { type ImageTask, performImageTask } from './imageTasks.js';

/** Entry of the threads that draw uploaded images. */
serveThread((task) => performImageTask(task as ImageTask));
