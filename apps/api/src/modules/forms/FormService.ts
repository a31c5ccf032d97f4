import { Injectable } from '@nestjs/common';
import type { ReaderLanguage } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { tell } from '../../platform/readerWords/readerWords.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { FormContent, StoredForm } from './formContent.js';
import { type CreateFormDto, type FormDto, type FormSummaryDto, MOST_FORMS, type UpdateFormDto } from './FormDtos.js';
import { formChangedMeanwhile, formHasSignUps, formNameTaken, formNotFound, noSenderAddress, tooManyForms } from './formErrors.js';
import { FormPresenter } from './FormPresenter.js';
import { FormRepository } from './FormRepository.js';
import { FormTargets } from './FormTargets.js';

/**
 * Sign-up forms as members make them. More than six dependencies: a form is checked against lists, topics and the sender before it is
 * stored, told and shown.
 */
@Injectable()
export class FormService {
  constructor(
    private readonly forms: FormRepository,
    private readonly targets: FormTargets,
    private readonly presenter: FormPresenter,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<FormSummaryDto[]> {
    return (await this.forms.list(ctx)).map((form) => this.presenter.summarise(form));
  }

  async get(ctx: WorkspaceContext, id: string): Promise<FormDto> {
    return this.presenter.present(ctx, await this.require(ctx, id));
  }

  async require(ctx: WorkspaceContext, id: string): Promise<StoredForm> {
    const form = await this.forms.find(ctx, id);
    if (!form) throw formNotFound();
    return form;
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    return new Map((await this.forms.list(ctx)).filter(({ id }) => ids.includes(id)).map(({ id, name }) => [id, name]));
  }

  create(ctx: WorkspaceContext, input: CreateFormDto): Promise<FormDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const all = await this.lock(ctx);
      if (all.length >= MOST_FORMS) throw tooManyForms(MOST_FORMS);
      requireFreeName(all, input.name);
      const { name } = await this.workspaces.require(ctx);
      const now = nowIso(this.clock);
      const form: StoredForm = {
        ...{ id: newId(), workspaceId: ctx.workspaceId, name: input.name, isActive: input.isActive ?? false, version: 1 },
        ...withInput(firstContent(input.name, name, await this.presenter.languageOf(ctx, input.language ?? null)), input),
        ...{ submittedCount: 0, confirmedCount: 0, createdAt: now, updatedAt: now },
      };
      await this.check(ctx, form, null);
      await this.forms.insert(ctx, form);
      await this.audit.record(ctx, { action: 'form.created', entity: ['form', form.id], after: await this.stateOf(ctx, form) });
      return this.presenter.present(ctx, form);
    });
  }

  update(ctx: WorkspaceContext, id: string, { version, ...input }: UpdateFormDto): Promise<FormDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const all = await this.lock(ctx);
      const before = all.find((form) => form.id === id);
      if (!before) throw formNotFound();
      if (before.version !== version) throw formChangedMeanwhile(before.version);
      const after: StoredForm = {
        ...withInput(before, input),
        name: input.name ?? before.name,
        isActive: input.isActive ?? before.isActive,
        updatedAt: nowIso(this.clock),
      };
      requireFreeName(all, after.name, id);
      await this.check(ctx, after, before);
      if (!(await this.forms.update(ctx, after))) throw formChangedMeanwhile(version + 1);
      await this.audit.record(ctx, {
        action: 'form.updated',
        entity: ['form', id],
        before: await this.stateOf(ctx, before),
        after: await this.stateOf(ctx, after),
      });
      return this.presenter.present(ctx, { ...after, version: version + 1 });
    });
  }

  delete(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const form = await this.require(ctx, id);
      if (!(await this.forms.delete(ctx, id))) throw formHasSignUps();
      await this.audit.record(ctx, { action: 'form.deleted', entity: ['form', id], before: await this.stateOf(ctx, form) });
    });
  }

  private async check(ctx: WorkspaceContext, after: StoredForm, before: StoredForm | null): Promise<void> {
    await this.targets.check(ctx, after, before);
    if (after.isActive && !before?.isActive && (await this.workspaces.require(ctx)).defaultFromEmail === null) throw noSenderAddress();
  }

  private async stateOf(ctx: WorkspaceContext, form: StoredForm): Promise<object> {
    const { name, language, title, intro, consentText, buttonLabel, confirmedText, redirectUrl, isActive } = form;
    const fields = form.fields.map(({ label, isRequired }) => `${label}${isRequired ? ' (required)' : ''}`);
    return {
      name,
      language,
      title,
      intro,
      consentText,
      buttonLabel,
      confirmedText,
      redirectUrl,
      isActive,
      fields,
      ...(await this.targets.namesOf(ctx, form)),
    };
  }

  /** Names and numbers are checked before they are written. */
  private async lock(ctx: WorkspaceContext): Promise<StoredForm[]> {
    await serialise(ctx.manager, `forms ${ctx.workspaceId}`);
    return this.forms.list(ctx);
  }
}

function firstContent(name: string, workspace: string, language: ReaderLanguage): FormContent {
  return {
    language: null,
    title: name,
    intro: '',
    consentText: tell(language, 'firstConsent', { workspace }),
    buttonLabel: tell(language, 'firstButton'),
    confirmedText: tell(language, 'firstThanks'),
    fields: [],
    listIds: [],
    topicIds: [],
    redirectUrl: null,
  };
}

function withInput<C extends FormContent>(content: C, input: Omit<UpdateFormDto, 'version'>): C {
  return {
    ...content,
    language: input.language === undefined ? content.language : input.language,
    title: input.title ?? content.title,
    intro: input.intro ?? content.intro,
    consentText: input.consentText ?? content.consentText,
    buttonLabel: input.buttonLabel ?? content.buttonLabel,
    confirmedText: input.confirmedText ?? content.confirmedText,
    fields: input.fields?.map(({ key, label, isRequired }) => ({ key, label, isRequired })) ?? content.fields,
    listIds: input.listIds ? [...new Set(input.listIds)] : content.listIds,
    topicIds: input.topicIds ? [...new Set(input.topicIds)] : content.topicIds,
    redirectUrl: input.redirectUrl === undefined ? content.redirectUrl : input.redirectUrl || null,
  };
}

function requireFreeName(all: readonly StoredForm[], name: string, exceptId?: string): void {
  const key = name.toLowerCase();
  if (all.some((other) => other.id !== exceptId && other.name.toLowerCase() === key)) throw formNameTaken();
}
