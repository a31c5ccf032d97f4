import { LONGEST_TEXT } from '@rapport/common';
import type { RenderContact, RenderContext, RenderedMessage } from '../../templates/public.js';
import type { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { textCameOutEmpty, textTooLong } from '../campaignErrors.js';

type Workspace = Awaited<ReturnType<WorkspaceService['require']>>;

/** What the merge tags of a text stand for. It comes from a number, and is ended by answering STOP: there is no link for that. */
export function textContext({ name, postalAddress, timeZone }: Workspace, contact: RenderContact, sentAt: Date): RenderContext {
  return { contact, sender: { name, email: '' }, workspace: { name, postalAddress, timeZone }, unsubscribeUrl: '', sentAt };
}

/** @throws AppError when with these values nobody could be sent it */
export function textOf({ text }: Pick<RenderedMessage, 'text'>): string {
  const body = text.trim();
  if (body === '') throw textCameOutEmpty();
  if (body.length > LONGEST_TEXT) throw textTooLong(body.length);
  return body;
}
