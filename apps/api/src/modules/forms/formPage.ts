import type { ReaderLanguage } from '@rapport/common';
import { tell } from '../../platform/readerWords/readerWords.js';
import { escape, languageOf, type PageOwner, publicPage } from '../consent/public.js';
import type { FormWords } from './formContent.js';
import { type Filled, type FormInput, pageInput, siteInput } from './formInputs.js';

/** Programs fill in every field they find; people don't see this one. */
export const TRAP_NAME = 'website';
/** When the page was made, sealed. */
export const TIME_NAME = 't';

const NOTHING: Filled = { values: {}, problems: {} };

/** `action`: where it is sent; `time`: see TIME_NAME. */
export function formPage(
  owner: PageOwner,
  form: FormWords,
  inputs: readonly FormInput[],
  to: { action: string; time: string },
  filled: Filled = NOTHING,
): string {
  const language = languageOf(owner);
  const count = Object.keys(filled.problems).length;
  const notice = filled.notice ?? (count > 0 ? tell(language, 'checkFields') : null);
  const body = [
    paragraphs(form.intro),
    notice === null ? '' : `<div class="done" role="alert"><p>${escape(notice)}</p></div>`,
    `<form method="post" action="${escape(to.action)}" novalidate>`,
    ...inputs.map((input) => pageInput(input, filled, language)),
    `<div class="trap" aria-hidden="true"><label>${tell(language, 'leaveEmpty')} <input name="${TRAP_NAME}" tabindex="-1" autocomplete="off"></label></div>`,
    `<input type="hidden" name="${TIME_NAME}" value="${escape(to.time)}">`,
    `<p class="small">${escape(form.consentText)}</p>`,
    `<button>${escape(form.buttonLabel)}</button>`,
    '</form>',
  ];
  return publicPage(owner, form.title, body.filter(Boolean).join('\n'));
}

/** For other sites: plain HTML that takes their style, sends itself here and needs no script. */
export function snippetOf(
  form: FormWords,
  inputs: readonly FormInput[],
  { url, language }: { readonly url: string; readonly language: ReaderLanguage },
): string {
  return [
    `<form action="${escape(url)}" method="post" accept-charset="utf-8" lang="${language}">`,
    ...inputs.map(siteInput),
    `  <div style="position:absolute;left:-9999px" aria-hidden="true"><label>${tell(language, 'leaveEmpty')} <input name="${TRAP_NAME}" tabindex="-1" autocomplete="off"></label></div>`,
    `  <p><small>${escape(form.consentText)}</small></p>`,
    `  <p><button type="submit">${escape(form.buttonLabel)}</button></p>`,
    '</form>',
  ].join('\n');
}

/** The same for every address: known, new, unsubscribed or never to be written to. */
export function checkInboxPage(owner: PageOwner): string {
  const language = languageOf(owner);
  const body = [`<p>${tell(language, 'inbox')}</p>`, `<p class="more">${tell(language, 'inboxEmpty')}</p>`];
  return publicPage(owner, tell(language, 'inboxTitle'), body.join('\n'));
}

export function confirmPage(owner: PageOwner, form: FormWords, action: string, notice: string | null = null): string {
  const language = languageOf(owner);
  const body = [
    `<p>${escape(tell(language, 'confirmText', { workspace: owner.workspaceName ?? '' }))}</p>`,
    notice === null ? '' : `<div class="done" role="alert"><p>${escape(notice)}</p></div>`,
    `<p class="more">${escape(form.consentText)}</p>`,
    `<form method="post" action="${escape(action)}"><button>${tell(language, 'confirm')}</button></form>`,
    `<p class="more">${tell(language, 'strangerPage')}</p>`,
  ];
  return publicPage(owner, form.title, body.filter(Boolean).join('\n'));
}

export function confirmedPage(owner: PageOwner, confirmedText: string): string {
  return publicPage(owner, tell(languageOf(owner), 'signedUpTitle'), paragraphs(confirmedText));
}

/** `formPath`: where one can sign up again. */
export function expiredPage(owner: PageOwner | null, formPath: string | null): string {
  const language = languageOf(owner);
  const again = formPath === null ? '' : `\n<p class="more"><a href="${escape(formPath)}">${tell(language, 'signUpAgain')}</a></p>`;
  return publicPage(owner, tell(language, 'lostTitle'), `<p>${tell(language, 'expired')}</p>${again}`);
}

export function closedPage(owner: PageOwner | null): string {
  const language = languageOf(owner);
  return publicPage(owner, tell(language, 'closedTitle'), `<p>${tell(language, 'closed')}</p>`);
}

export function tooOftenPage(owner: PageOwner, seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const language = languageOf(owner);
  const text = minutes === 1 ? tell(language, 'laterMinute') : tell(language, 'laterMinutes', { count: String(minutes) });
  return publicPage(owner, tell(language, 'laterTitle'), `<p>${text}</p>`);
}

function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => `<p>${escape(line)}</p>`)
    .join('\n');
}
