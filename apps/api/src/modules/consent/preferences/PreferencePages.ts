import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { type Opened, UnsubscribeService, type UnsubscribeState } from '../UnsubscribeService.js';
import type { PreferenceAction, PreferenceView } from './preferencePage.js';
import { type ChangedPreferences, type Chooser, type Preferences, PreferenceService, type Wish } from './PreferenceService.js';

/** The form of the page, as a browser sends it. */
export type PreferenceForm = Readonly<Record<string, unknown>>;

type ReadLink = Opened & { readonly state: UnsubscribeState };

const NOTHING: Preferences = { topics: [], pausedUntil: null };

/** The preference page behind a link of a message: what it shows, and what its buttons do. */
@Injectable()
export class PreferencePages {
  constructor(
    private readonly unsubscribing: UnsubscribeService,
    private readonly preferences: PreferenceService,
    private readonly senders: SenderPoolService,
  ) {}

  /** Null when the link is not ours. */
  async read(ctx: Context, token: string): Promise<PreferenceView | null> {
    const reader = await this.unsubscribing.readerOf(ctx, token);
    return reader && this.viewOf(reader, reader.state, null);
  }

  /** Any number of times, the same result. */
  async change(ctx: Context, token: string, form: PreferenceForm): Promise<PreferenceView | null> {
    const reader = await this.unsubscribing.readerOf(ctx, token);
    if (!reader) return null;
    try {
      return await this.act(ctx, token, reader, form);
    } catch (error) {
      // The workspace may have been removed at this moment: there is nothing left to choose.
      const now = await this.unsubscribing.readerOf(ctx, token);
      if (now?.workspaceName !== null) throw error;
      return this.viewOf(now, now.state, null);
    }
  }

  private async act(ctx: Context, token: string, reader: ReadLink, form: PreferenceForm): Promise<PreferenceView> {
    const action = actionOf(form);
    if (action === null || reader.workspaceName === null) return this.viewOf(reader, reader.state, null);
    const proof = { page: 'preferences', requestId: ctx.requestId };
    if (action === 'stop' || action === 'start') {
      const state =
        action === 'stop'
          ? await this.unsubscribing.unsubscribe(ctx, token, proof, 'everything')
          : await this.unsubscribing.resubscribe(ctx, token, proof);
      return this.viewOf(reader, state ?? reader.state, { action, changed: null });
    }
    const { contactId, recipientId, addressKey, topicId } = reader.link;
    const chooser: Chooser = {
      channel: 'email',
      addressKey,
      source: 'preferencePage',
      contactId,
      recipientId,
      messageTopicId: topicId,
      proof,
    };
    // Someone who has stopped all email decides about that first.
    const changed = reader.state.reason === null ? await this.preferences.change(reader.ctx, chooser, wishOf(action, form)) : null;
    return this.viewOf(reader, reader.state, { action, changed });
  }

  private async viewOf(reader: Opened, state: UnsubscribeState, done: Done | null): Promise<PreferenceView> {
    const { ctx, link, workspaceName } = reader;
    if (workspaceName === null) return { state, preferences: NOTHING, sendsTexts: false, done };
    const asked = { channel: 'email', addressKey: link.addressKey } as const;
    return {
      state,
      preferences: done?.changed ?? (await this.preferences.get(ctx, asked)),
      sendsTexts: (await this.senders.chosen(ctx, 'text')).type !== 'mail_lab',
      done,
    };
  }
}

type Done = { readonly action: PreferenceAction; readonly changed: ChangedPreferences | null };

function actionOf({ action }: PreferenceForm): PreferenceAction | null {
  return action === 'save' || action === 'pause' || action === 'resume' || action === 'stop' || action === 'start' ? action : null;
}

/** Only topics that were on the page are decided about. */
function wishOf(action: PreferenceAction, form: PreferenceForm): Wish {
  if (action === 'pause') return { pause: 'begin' };
  if (action === 'resume') return { pause: 'end' };
  const shown = typeof form['shown'] === 'string' ? form['shown'].split(' ') : [];
  const isChecked = (id: string): boolean => form[`topic-${id}`] !== undefined;
  return { join: shown.filter(isChecked), leave: shown.filter((id) => !isChecked(id)) };
}
