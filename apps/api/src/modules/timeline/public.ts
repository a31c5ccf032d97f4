export { reportedMessageJson, sentMessageJson } from './messageJson.js';
export type { NewTimelineEntry } from './timelineTypes.js';
export { TIMELINE_TYPES, type TimelineType } from './timelineTypes.js';
export type { ExportedEntry } from './TimelineExportService.js';
