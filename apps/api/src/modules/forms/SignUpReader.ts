import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import type { ToldRow } from '../../platform/references/ContactReferences.js';
import type { FormWords } from './formContent.js';
import type { FormPreviewDto, PreviewFormDto, SignUpDto } from './FormDtos.js';
import { formPage } from './formPage.js';
import { FormService } from './FormService.js';
import { FormVisits } from './FormVisits.js';
import { SignUpRepository } from './SignUpRepository.js';

/** What members see of forms and of those who signed up. */
@Injectable()
export class SignUpReader {
  constructor(
    private readonly signUps: SignUpRepository,
    private readonly forms: FormService,
    private readonly visits: FormVisits,
  ) {}

  async list(ctx: WorkspaceContext, formId: string, { cursor, limit }: PageQuery): Promise<Page<SignUpDto>> {
    await this.forms.require(ctx, formId);
    const rows = await this.signUps.listConfirmed(ctx, formId, cursor, limit);
    return toPage(
      rows,
      limit,
      ({ confirmedAt, id }) => [confirmedAt, id],
      ({ id, contactId, confirmedAt, ...names }) => ({ id, contactId, confirmedAt, displayName: displayName(names) }),
    );
  }

  async preview(ctx: WorkspaceContext, input: PreviewFormDto): Promise<FormPreviewDto> {
    const words: FormWords = { ...input, language: input.language ?? null };
    const { owner, inputs } = await this.visits.around(ctx, words);
    return { html: formPage(owner, words, inputs, { action: '', time: '' }) };
  }

  /** What was typed with someone's addresses and never confirmed, for the file of everything that is known about them. */
  async *tell(ctx: WorkspaceContext, addressKeys: readonly string[]): AsyncGenerator<readonly ToldRow[]> {
    if (addressKeys.length === 0) return;
    const pending = await this.signUps.listPending(ctx, addressKeys);
    const names = await this.forms.namesOf(
      ctx,
      pending.map(({ formId }) => formId),
    );
    yield pending.map(({ formId, content, createdAt, expiresAt }) => ({
      form: names.get(formId) ?? formId,
      ...content.values,
      ...{ ip: content.ip, userAgent: content.userAgent, signedUpAt: createdAt, forgottenAt: expiresAt },
    }));
  }
}
