export { reportedMessageJson, sentMessageJson } from './messageJson.js';
export type { NewTimelineEntry } from './timelineTypes.js';
export type { ExportedEntry } from './TimelineExportService.js';
export { TOUCH_TYPES, type TouchType } from './timelineTypes.js';
export { NoteFiles } from './NoteFiles.js';
