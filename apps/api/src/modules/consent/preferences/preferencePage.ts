import type { ReaderLanguage } from '@rapport/common';
import { longDay, tell } from '../../../platform/readerWords/readerWords.js';
import { escape, languageOf, masked, publicPage } from '../publicPage.js';
import type { UnsubscribeState } from '../UnsubscribeService.js';
import { unsubscribePage } from '../unsubscribePage.js';
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
  const workspace = view.state.workspaceName;
  const language = languageOf(state);
  const address = masked(state.addressKey);
  const parts = [`<p>${escape(tell(language, 'whatIsSent', { workspace, address }))}</p>`, notice(view, workspace, language)];
  if (state.reason === 'unsubscribed') parts.push(button(state, 'start', tell(language, 'subscribeAgain')));
  else if (state.reason === null) {
    parts.push(topicsForm(state, preferences, language));
    if (preferences.topics.length > 0) parts.push('<hr>');
    parts.push(
      preferences.pausedUntil === null
        ? button(state, 'pause', tell(language, 'pauseAll'))
        : button(state, 'resume', tell(language, 'resume')),
      button(state, 'stop', tell(language, 'stopAll')),
    );
  }
  if (view.sendsTexts) parts.push(`<p class="more">${tell(language, state.reason === null ? 'textsToo' : 'emailOnly')}</p>`);
  return publicPage(state, tell(language, 'preferencesTitle'), parts.filter(Boolean).join('\n'));
}

/** Exactly what holds now, and how to take it back. */
function notice({ state, preferences, done }: PreferenceView, workspace: string, language: ReaderLanguage): string {
  const lines: string[] = [];
  const { reason } = state;
  const changed = done?.changed ?? null;
  if (changed?.isTooOften || state.isTooOften) lines.push(tell(language, 'tooOftenToday'));
  if (reason === 'unsubscribed') lines.push(tell(language, done?.action === 'stop' ? 'stoppedNow' : 'stopped', { workspace }));
  else if (reason !== null) lines.push(tell(language, 'sendsNothing', { workspace }));
  else {
    if (changed && changed.left.length > 0) lines.push(tell(language, 'left', { topics: listed(changed.left) }));
    if (changed && changed.joined.length > 0) lines.push(tell(language, 'joined', { topics: listed(changed.joined) }));
    if (done?.action === 'save' && changed && changed.left.length + changed.joined.length === 0 && !changed.isTooOften)
      lines.push(tell(language, 'nothingChanged'));
    if (done?.action === 'start' && !state.isTooOften) lines.push(tell(language, 'startedAgain', { workspace }));
    if (done?.action === 'resume' && !changed?.isTooOften) lines.push(tell(language, 'resumed'));
    if (preferences.pausedUntil !== null) lines.push(tell(language, 'paused', { day: longDay(preferences.pausedUntil, language) }));
  }
  if (lines.length === 0) return '';
  return `<div class="done" role="status">${lines.map((line) => `<p>${escape(line)}</p>`).join('')}</div>`;
}

function topicsForm({ path }: UnsubscribeState, { topics }: Preferences, language: ReaderLanguage): string {
  if (topics.length === 0) return '';
  const boxes = topics.map(
    ({ id, name, description, hasLeft }) =>
      `<label><input type="checkbox" name="topic-${id}" value="on"${hasLeft ? '' : ' checked'}><span>${escape(name)}${
        description ? `<small>${escape(description)}</small>` : ''
      }</span></label>`,
  );
  // Which topics were on the page: one that came since is not left by its missing box.
  const shown = `<input type="hidden" name="shown" value="${topics.map(({ id }) => id).join(' ')}">`;
  return `<form method="post" action="${path}/preferences"><input type="hidden" name="action" value="save">${shown}<fieldset><legend>${tell(language, 'topics')}</legend>
${boxes.join('\n')}</fieldset><button>${tell(language, 'save')}</button></form>`;
}

function button({ path }: UnsubscribeState, action: PreferenceAction, label: string): string {
  return `<form method="post" action="${path}/preferences"><button class="quiet" name="action" value="${action}">${label}</button></form>`;
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
