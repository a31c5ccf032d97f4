import { Injectable } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';

/** Posts to an unsubscribe link as a mailbox provider would (RFC 8058). False when the link does not work. */
export type OneClickPost = (ctx: Context, url: string) => Promise<boolean>;

/** Where the consent module, which comes later in the order, plugs in what a POST to one of our links does. */
@Injectable()
export class LabUnsubscribeService {
  private post: OneClickPost | null = null;

  register(post: OneClickPost): void {
    this.post = post;
  }

  async unsubscribe(ctx: Context, url: string): Promise<boolean> {
    return this.post === null ? false : this.post(ctx, url);
  }
}
