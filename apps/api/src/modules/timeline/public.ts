export { reportedMessageJson, sentMessageJson } from './messageJson.js';
export type { NewTimelineEntry } from './timelineTypes.js';
export type { ExportedEntry } from './TimelineExportService.js';
