import { serveThread } from '../../platform/threads/threadServer.js';
import { inspect, type InspectionTask } from './detectFile.js';

/** Entry of the threads that look into uploaded files. */
serveThread((task) => inspect(task as InspectionTask));
