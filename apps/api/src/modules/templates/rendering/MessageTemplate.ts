import { isTimeLimit } from './renderErrors.js';
import type { CompiledDocument } from './CompiledDocument.js';
import type { CompiledTemplate } from './CompiledTemplate.js';
import type { RenderContext, RenderedMessage } from './RenderContext.js';
import { takeTurn } from './takeTurn.js';

/** For one message on the event loop; a plain one takes 0.1 ms. What needs more is finished by a thread. */
const EVENT_LOOP_MS = 20;

/** One compiled version, ready for any number of recipients. Plain ones are filled in at once, all others on a render thread. */
export class MessageTemplate {
  constructor(
    readonly document: CompiledDocument,
    /** Null when it is not plain. */
    private readonly plain: CompiledTemplate | null,
    private readonly renderAside: (context: RenderContext) => Promise<RenderedMessage>,
  ) {}

  get usesCustomFields(): boolean {
    return this.document.usesCustomFields;
  }

  /** @throws AppError `template.limitReached`, `template.tooSlow` or `template.renderFailed` (a value that cannot be used as the template uses it). */
  async render(context: RenderContext): Promise<RenderedMessage> {
    if (!this.plain) return this.renderAside(context);
    await takeTurn();
    try {
      return this.plain.renderWithin(context, EVENT_LOOP_MS);
    } catch (error) {
      if (isTimeLimit(error)) return this.renderAside(context);
      throw error;
    }
  }
}
