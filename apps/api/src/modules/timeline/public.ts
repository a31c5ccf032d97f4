export { reportedMessageJson, sentMessageJson } from './messageJson.js';
export type { NewTimelineEntry } from './timelineTypes.js';
