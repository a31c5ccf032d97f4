import { escape, type PageOwner, publicPage } from '../consent/public.js';
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
  const count = Object.keys(filled.problems).length;
  const notice = filled.notice ?? (count > 0 ? 'Please check the fields below.' : null);
  const body = [
    paragraphs(form.intro),
    notice === null ? '' : `<div class="done" role="alert"><p>${escape(notice)}</p></div>`,
    `<form method="post" action="${escape(to.action)}" novalidate>`,
    ...inputs.map((input) => pageInput(input, filled)),
    `<div class="trap" aria-hidden="true"><label>Leave this field empty <input name="${TRAP_NAME}" tabindex="-1" autocomplete="off"></label></div>`,
    `<input type="hidden" name="${TIME_NAME}" value="${escape(to.time)}">`,
    `<p class="small">${escape(form.consentText)}</p>`,
    `<button>${escape(form.buttonLabel)}</button>`,
    '</form>',
  ];
  return publicPage(owner, form.title, body.filter(Boolean).join('\n'));
}

/** For other sites: plain HTML that takes their style, sends itself here and needs no script. */
export function snippetOf(form: FormWords, inputs: readonly FormInput[], url: string): string {
  return [
    `<form action="${escape(url)}" method="post" accept-charset="utf-8">`,
    ...inputs.map(siteInput),
    `  <div style="position:absolute;left:-9999px" aria-hidden="true"><label>Leave this field empty <input name="${TRAP_NAME}" tabindex="-1" autocomplete="off"></label></div>`,
    `  <p><small>${escape(form.consentText)}</small></p>`,
    `  <p><button type="submit">${escape(form.buttonLabel)}</button></p>`,
    '</form>',
  ].join('\n');
}

/** The same for every address: known, new, unsubscribed or never to be written to. */
export function checkInboxPage(owner: PageOwner): string {
  const body = [
    '<p>We have sent you an email with a link. Open it and confirm that you want to sign up.</p>',
    '<p class="more">Nothing there after a few minutes? Check your spam folder, and that the address was right.</p>',
  ];
  return publicPage(owner, 'Check your inbox', body.join('\n'));
}

export function confirmPage(owner: PageOwner, form: FormWords, action: string, notice: string | null = null): string {
  const body = [
    `<p>Confirm that you want to get emails from ${escape(owner.workspaceName ?? '')}.</p>`,
    notice === null ? '' : `<div class="done" role="alert"><p>${escape(notice)}</p></div>`,
    `<p class="more">${escape(form.consentText)}</p>`,
    `<form method="post" action="${escape(action)}"><button>Confirm</button></form>`,
    '<p class="more">You didn’t sign up? Close this page, and you won’t hear from us.</p>',
  ];
  return publicPage(owner, form.title, body.filter(Boolean).join('\n'));
}

export function confirmedPage(owner: PageOwner, confirmedText: string): string {
  return publicPage(owner, 'You are signed up', paragraphs(confirmedText));
}

/** `formPath`: where one can sign up again. */
export function expiredPage(owner: PageOwner | null, formPath: string | null): string {
  const again = formPath === null ? '' : `\n<p class="more"><a href="${escape(formPath)}">Sign up again</a></p>`;
  return publicPage(
    owner,
    'This link no longer works',
    `<p>It has expired or was replaced by a newer one. Sign up again to get a new link.</p>${again}`,
  );
}

export function closedPage(owner: PageOwner | null): string {
  return publicPage(owner, 'This form is closed', '<p>You can’t sign up here at the moment.</p>');
}

export function tooOftenPage(owner: PageOwner, seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return publicPage(owner, 'Please try again later', `<p>There were too many sign-ups from your network. Try again in ${wait}.</p>`);
}

function paragraphs(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => `<p>${escape(line)}</p>`)
    .join('\n');
}
