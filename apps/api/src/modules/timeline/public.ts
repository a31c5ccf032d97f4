export type { NewTimelineEntry } from './timelineTypes.js';
