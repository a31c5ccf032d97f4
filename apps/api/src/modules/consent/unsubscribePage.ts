import type { ReaderLanguage } from '@rapport/common';
import { tell } from '../../platform/readerWords/readerWords.js';
import { escape, languageOf, masked, publicPage } from './publicPage.js';
import type { UnsubscribeState } from './UnsubscribeService.js';

export type UnsubscribeMoment = 'read' | 'unsubscribed' | 'undone';

/** The page behind an unsubscribe link. */
export function unsubscribePage(state: UnsubscribeState | null, after: UnsubscribeMoment): string {
  const language = languageOf(state);
  const { title, text, actions } = state === null ? UNKNOWN : contentOf(state, after, language);
  const forms = state === null ? '' : actions.map((action) => form(state, action, language)).join('\n');
  const more =
    state === null || state.workspaceName === null
      ? ''
      : `<p class="more"><a href="${state.path}/preferences">${tell(language, state.topic === null ? 'pauseInstead' : 'chooseInstead')}</a></p>`;
  return publicPage(state, title, [`<p>${escape(text)}</p>`, forms, more].filter(Boolean).join('\n'));
}

type Action = 'unsubscribe' | 'leave' | 'stopAll' | 'undo';

interface Content {
  readonly title: string;
  readonly text: string;
  readonly actions: readonly Action[];
}

const UNKNOWN: Content = { title: tell('en', 'lostTitle'), text: tell('en', 'cutOff'), actions: [] };

function contentOf(state: UnsubscribeState, after: UnsubscribeMoment, language: ReaderLanguage): Content {
  const { workspaceName: workspace, addressKey, reason, isTooOften, topic } = state;
  const address = masked(addressKey);
  if (workspace === null)
    return { title: tell(language, 'unsubscribedTitle'), text: tell(language, 'accountClosed', { address }), actions: [] };
  const whom = { workspace, address };
  if (isTooOften) return { title: tell(language, 'unsubscribedTitle'), text: tell(language, 'staysUnsubscribed', whom), actions: [] };
  if (reason === null && topic !== null) return topicContent(whom, topic, after, language);
  if (reason === null && after === 'undone')
    return { title: tell(language, 'subscribedAgainTitle'), text: tell(language, 'subscribedAgain', whom), actions: ['unsubscribe'] };
  if (reason === null)
    return { title: tell(language, 'unsubscribeTitle'), text: tell(language, 'unsubscribeText', whom), actions: ['unsubscribe'] };
  if (reason === 'unsubscribed')
    return { title: tell(language, 'unsubscribedTitle'), text: tell(language, 'unsubscribed', whom), actions: ['undo'] };
  return { title: tell(language, 'notSubscribedTitle'), text: tell(language, 'notSubscribed', whom), actions: [] };
}

/** A message about a topic: its link leaves that topic, and the page offers to stop everything. */
function topicContent(
  whom: { readonly workspace: string; readonly address: string },
  { name: topic, hasLeft }: NonNullable<UnsubscribeState['topic']>,
  after: UnsubscribeMoment,
  language: ReaderLanguage,
): Content {
  const values = { ...whom, topic };
  if (hasLeft)
    return { title: tell(language, 'topicLeftTitle', { topic }), text: tell(language, 'topicLeft', values), actions: ['stopAll', 'undo'] };
  if (after === 'undone')
    return { title: tell(language, 'topicAgainTitle', { topic }), text: tell(language, 'topicAgain', whom), actions: ['leave', 'stopAll'] };
  return { title: tell(language, 'unsubscribeTitle'), text: tell(language, 'topicText', values), actions: ['leave', 'stopAll'] };
}

function form({ path, topic }: UnsubscribeState, action: Action, language: ReaderLanguage): string {
  switch (action) {
    case 'unsubscribe':
      return `<form method="post" action="${path}"><button>${tell(language, 'unsubscribe')}</button></form>`;
    case 'leave':
      return `<form method="post" action="${path}"><button>${escape(tell(language, 'unsubscribeFrom', { topic: topic?.name ?? '' }))}</button></form>`;
    case 'stopAll':
      return `<form method="post" action="${path}/all"><button class="quiet">${tell(language, 'stopAll')}</button></form>`;
    case 'undo':
      return `<form method="post" action="${path}/undo"><button class="quiet">${tell(language, 'subscribeAgain')}</button></form>`;
  }
}
