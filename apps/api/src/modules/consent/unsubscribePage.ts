import { escape, masked, publicPage } from './publicPage.js';
import type { UnsubscribeState } from './UnsubscribeService.js';

export type UnsubscribeMoment = 'read' | 'unsubscribed' | 'undone';

/** The page behind an unsubscribe link. */
export function unsubscribePage(state: UnsubscribeState | null, after: UnsubscribeMoment): string {
  const { title, text, actions } = state === null ? UNKNOWN : contentOf(state, after);
  const forms = state === null ? '' : actions.map((action) => form(state, action)).join('\n');
  const more =
    state === null || state.workspaceName === null
      ? ''
      : `<p class="more"><a href="${state.path}/preferences">${state.topic === null ? 'Pause emails instead' : 'Choose what you get'}</a></p>`;
  return publicPage(state, title, [`<p>${escape(text)}</p>`, forms, more].filter(Boolean).join('\n'));
}

type Action = 'unsubscribe' | 'leave' | 'stopAll' | 'undo';

interface Content {
  readonly title: string;
  readonly text: string;
  readonly actions: readonly Action[];
}

const UNKNOWN: Content = {
  title: 'This link no longer works',
  text: 'It may have been cut off on its way. Open the link in the newest message you received, or reply to that message and ask to be removed.',
  actions: [],
};

function contentOf(state: UnsubscribeState, after: UnsubscribeMoment): Content {
  const { workspaceName, addressKey, reason, isTooOften, topic } = state;
  const address = masked(addressKey);
  if (workspaceName === null) {
    return {
      title: 'You are unsubscribed',
      text: `The sender has closed their account. ${address} gets no more email from it.`,
      actions: [],
    };
  }
  if (isTooOften) {
    return {
      title: 'You are unsubscribed',
      text: `You have changed this several times today, so ${address} stays unsubscribed. To subscribe again, open this page tomorrow or write to ${workspaceName}.`,
      actions: [],
    };
  }
  if (reason === null && topic !== null) return topicContent(workspaceName, address, topic, after);
  if (reason === null && after === 'undone') {
    return { title: 'You are subscribed again', text: `${workspaceName} may email ${address} again.`, actions: ['unsubscribe'] };
  }
  if (reason === null) {
    return { title: 'Unsubscribe?', text: `${workspaceName} will stop sending email campaigns to ${address}.`, actions: ['unsubscribe'] };
  }
  if (reason === 'unsubscribed') {
    return {
      title: 'You are unsubscribed',
      text: `${workspaceName} will not send any more email campaigns to ${address}. Was that a mistake?`,
      actions: ['undo'],
    };
  }
  return {
    title: 'You are not subscribed',
    text: `${workspaceName} does not send email campaigns to ${address}. Write to them to change that.`,
    actions: [],
  };
}

/** A message about a topic: its link leaves that topic, and the page offers to stop everything. */
function topicContent(
  workspaceName: string,
  address: string,
  { name, hasLeft }: NonNullable<UnsubscribeState['topic']>,
  after: UnsubscribeMoment,
): Content {
  if (hasLeft) {
    return {
      title: `You no longer get ${name}`,
      text: `${workspaceName} will not email ${address} about ${name} any more. Other email from ${workspaceName} is not affected. Stop that too, or take this back:`,
      actions: ['stopAll', 'undo'],
    };
  }
  if (after === 'undone')
    return { title: `You get ${name} again`, text: `${workspaceName} may email ${address} about it again.`, actions: ['leave', 'stopAll'] };
  return {
    title: 'Unsubscribe?',
    text: `${workspaceName} emails ${address} about ${name}. Leave this topic only, or stop all email campaigns.`,
    actions: ['leave', 'stopAll'],
  };
}

function form({ path, topic }: UnsubscribeState, action: Action): string {
  switch (action) {
    case 'unsubscribe':
      return `<form method="post" action="${path}"><button>Unsubscribe</button></form>`;
    case 'leave':
      return `<form method="post" action="${path}"><button>Unsubscribe from ${escape(topic?.name ?? '')}</button></form>`;
    case 'stopAll':
      return `<form method="post" action="${path}/all"><button class="quiet">Stop all email</button></form>`;
    case 'undo':
      return `<form method="post" action="${path}/undo"><button class="quiet">Subscribe again</button></form>`;
  }
}
