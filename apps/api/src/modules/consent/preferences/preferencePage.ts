import { escape, masked, publicPage } from '../publicPage.js';
import type { UnsubscribeState } from '../UnsubscribeService.js';
import { unsubscribePage } from '../unsubscribePage.js';
import { longDay } from './longDay.js';
import type { ChangedPreferences, Preferences } from './PreferenceService.js';

/** What was just asked for on the page. */
export type PreferenceAction = 'save' | 'pause' | 'resume' | 'stop' | 'start';

export interface PreferenceView {
  readonly state: UnsubscribeState;
  readonly preferences: Preferences;
  /** Topics and pauses count for texts too; a workspace that sends none does not mention them. */
  readonly sendsTexts: boolean;
  /** Null: the page was only opened. */
  readonly done: { readonly action: PreferenceAction; readonly changed: ChangedPreferences | null } | null;
}

/** What a reader gets from a workspace, and how to change it. Reading it changes nothing. */
export function preferencePage(view: PreferenceView | null): string {
  if (view === null || view.state.workspaceName === null) return unsubscribePage(view?.state ?? null, 'read');
  const { state, preferences } = view;
  const name = view.state.workspaceName;
  const parts = [`<p>What ${escape(name)} sends to ${escape(masked(state.addressKey))}.</p>`, notice(view, name)];
  if (state.reason === 'unsubscribed') parts.push(button(state, 'start', 'Subscribe again'));
  else if (state.reason === null) {
    parts.push(topicsForm(state, preferences));
    if (preferences.topics.length > 0) parts.push('<hr>');
    parts.push(
      preferences.pausedUntil === null
        ? button(state, 'pause', 'Pause everything for 30 days')
        : button(state, 'resume', 'Resume emails now'),
      button(state, 'stop', 'Stop all email'),
    );
  }
  if (view.sendsTexts) parts.push(`<p class="more">${TEXTS[state.reason === null ? 'welcome' : 'stopped']}</p>`);
  return publicPage(state, 'Your email preferences', parts.filter(Boolean).join('\n'));
}

const TEXTS = {
  welcome: 'Topics and pauses also count for text messages. To stop all texts, reply STOP to one of them.',
  stopped: 'This is about email only. To stop text messages, reply STOP to one of them.',
} as const;

/** Exactly what holds now, and how to take it back. */
function notice({ state, preferences, done }: PreferenceView, name: string): string {
  const lines: string[] = [];
  const { reason } = state;
  const changed = done?.changed ?? null;
  if (changed?.isTooOften || state.isTooOften)
    lines.push('You have changed this several times today, so it stays as it is. Open this page tomorrow to change it.');
  if (reason === 'unsubscribed')
    lines.push(`${done?.action === 'stop' ? 'Saved. ' : ''}${name} sends you no email campaigns. To take this back, subscribe again.`);
  else if (reason !== null) lines.push(`${name} does not send you email campaigns. Write to them to change that.`);
  else {
    if (changed && changed.left.length > 0)
      lines.push(`Saved. You no longer get ${listed(changed.left)}. To take this back, check it and save.`);
    if (changed && changed.joined.length > 0)
      lines.push(`Saved. You get ${listed(changed.joined)} again. To take this back, clear it and save.`);
    if (done?.action === 'save' && changed && changed.left.length + changed.joined.length === 0 && !changed.isTooOften)
      lines.push('Nothing changed.');
    if (done?.action === 'start' && !state.isTooOften) lines.push(`Saved. ${name} may email you again. To take this back, stop all email.`);
    if (done?.action === 'resume' && !changed?.isTooOften) lines.push('Saved. You get emails again. To take this back, pause them.');
    if (preferences.pausedUntil !== null)
      lines.push(
        `Everything is paused until ${longDay(preferences.pausedUntil)}. After that you get emails again. To take this back, resume them.`,
      );
  }
  if (lines.length === 0) return '';
  return `<div class="done" role="status">${lines.map((line) => `<p>${escape(line)}</p>`).join('')}</div>`;
}

function topicsForm({ path }: UnsubscribeState, { topics }: Preferences): string {
  if (topics.length === 0) return '';
  const boxes = topics.map(
    ({ id, name, description, hasLeft }) =>
      `<label><input type="checkbox" name="topic-${id}" value="on"${hasLeft ? '' : ' checked'}><span>${escape(name)}${
        description ? `<small>${escape(description)}</small>` : ''
      }</span></label>`,
  );
  // Which topics were on the page: one that came since is not left by its missing box.
  const shown = `<input type="hidden" name="shown" value="${topics.map(({ id }) => id).join(' ')}">`;
  return `<form method="post" action="${path}/preferences"><input type="hidden" name="action" value="save">${shown}<fieldset><legend>Topics</legend>
${boxes.join('\n')}</fieldset><button>Save</button></form>`;
}

function button({ path }: UnsubscribeState, action: PreferenceAction, label: string): string {
  return `<form method="post" action="${path}/preferences"><button class="quiet" name="action" value="${action}">${label}</button></form>`;
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
