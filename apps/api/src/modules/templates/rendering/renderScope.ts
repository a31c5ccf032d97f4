import { fullName } from '@rapport/common';
import type { RenderContext } from './RenderContext.js';

/** A date that prints as a person reads it and can still be formatted: {{ today }} and {{ today | date: "%Y" }}. */
export class CalendarDay {
  constructor(
    readonly iso: string,
    private readonly label: string,
  ) {}

  toString(): string {
    return this.label;
  }
}

/** The names of the merge-tag catalogue with this contact's values. Without prototypes: nothing is reachable but what is put here. */
export function renderScope(context: RenderContext): object {
  const { contact, sender, workspace } = context;
  return bare({
    first_name: present(contact.firstName),
    last_name: present(contact.lastName),
    full_name: fullName(contact),
    email: present(contact.email),
    phone: present(contact.phone),
    company: present(contact.company),
    custom: customValues(contact.customFields),
    sender: bare({ name: sender.name, email: sender.email }),
    workspace: bare({ name: workspace.name, postal_address: present(workspace.postalAddress) }),
    unsubscribe_url: context.unsubscribeUrl,
    rapport_unsubscribe_url: context.unsubscribeUrl,
    rapport_workspace_name: workspace.name,
    rapport_postal_address: present(workspace.postalAddress),
    today: todayOf(context.sentAt, workspace.timeZone),
  });
}

function bare(values: object): object {
  return Object.assign(Object.create(null) as object, values);
}

/** Blank counts as missing, so that a fallback is used for a first name of three spaces too. */
function present(value: string | null): string | null {
  return value === null || value.trim() === '' ? null : value;
}

function customValues(fields: RenderContext['contact']['customFields']): object {
  const values = Object.create(null) as Record<string, unknown>;
  for (const name in fields) {
    const value = fields[name];
    values[name] = typeof value === 'string' ? present(value) : (value ?? null);
  }
  return values;
}

/** A batch renders thousands of messages within one minute and zone: the last answer nearly always fits. */
let lastToday: { minute: number; timeZone: string; day: CalendarDay } | null = null;

function todayOf(sentAt: Date, timeZone: string): CalendarDay {
  const minute = Math.floor(sentAt.getTime() / 60_000);
  if (lastToday?.minute !== minute || lastToday.timeZone !== timeZone) lastToday = { minute, timeZone, day: calendarDay(sentAt, timeZone) };
  return lastToday.day;
}

function calendarDay(at: Date, timeZone: string): CalendarDay {
  const format = (options: Intl.DateTimeFormatOptions, locale: string): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
  return new CalendarDay(
    format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA'),
    format({ year: 'numeric', month: 'long', day: 'numeric' }, 'en-GB'),
  );
}
