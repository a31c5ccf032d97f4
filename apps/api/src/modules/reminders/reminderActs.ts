import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of reminders, and how the log tells it. */
export const reminderActs = {
  'reminder.created': 'set a reminder',
  'reminder.updated': changeWords,
  'reminder.done': 'marked the reminder as done',
  'reminder.reopened': 'reopened the reminder',
  'reminder.deleted': 'deleted the reminder',
  'reminder.restored': 'restored the reminder',
  'reminder.handedOver': ({ details }) =>
    details['count'] === 1 ? 'handed 1 reminder over to the owner' : `handed ${String(details['count'])} reminders over to the owner`,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    reminders: keyof typeof reminderActs;
  }
}
