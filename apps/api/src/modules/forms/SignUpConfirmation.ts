import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SignUpConsentService } from '../consent/SignUpConsentService.js';
import { ContactIntakeService } from '../lists/ContactIntakeService.js';
import type { IntakePlan } from '../lists/public.js';
import { ListMembershipService } from '../lists/ListMembershipService.js';
import type { SignUpValues, StoredForm } from './formContent.js';
import { FormFields } from './FormFields.js';
import { FormRepository } from './FormRepository.js';
import { FormVisits, type Visit } from './FormVisits.js';
import { SignUpKeys } from './SignUpKeys.js';
import { type PendingSignUp, SignUpRepository } from './SignUpRepository.js';

/** What is behind a link: nothing any more (`gone`), something to confirm (`open`), or what was confirmed before. */
export type Link =
  | { readonly kind: 'gone'; readonly visit: Visit | null }
  | { readonly kind: 'open' | 'confirmed'; readonly visit: Visit; readonly signUpId: string };

/** The contact changed under it again and again; nothing was written. */
export class ContactBusy extends Error {}

/**
 * Only whoever reads the mailbox confirms, so only then something is known of a contact. What a stranger typed fills empty fields and
 * overwrites none. More than six dependencies: contact, lists, consent and the count change together or not at all.
 */
@Injectable()
export class SignUpConfirmation {
  constructor(
    private readonly signUps: SignUpRepository,
    private readonly forms: FormRepository,
    private readonly visits: FormVisits,
    private readonly keys: SignUpKeys,
    private readonly intake: ContactIntakeService,
    private readonly memberships: ListMembershipService,
    private readonly consent: SignUpConsentService,
    private readonly fields: FormFields,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async find(ctx: Context, token: string): Promise<Link> {
    const id = this.keys.read(token);
    const found = id === null ? null : await this.signUps.findByLink(ctx, id);
    if (id === null || !found) return { kind: 'gone', visit: null };
    const visit = await this.visits.open(inWorkspace(ctx, found.workspaceId, 'viewer'), found.formId);
    if (!visit) return { kind: 'gone', visit: null };
    if (found.expiresAt === null) return { kind: 'confirmed', visit, signUpId: id };
    return found.expiresAt > nowIso(this.clock) ? { kind: 'open', visit, signUpId: id } : { kind: 'gone', visit };
  }

  /** Any number of times, the same result. */
  async confirm(ctx: Context, token: string, proof: Readonly<Record<string, unknown>>): Promise<Link> {
    const link = await this.find(ctx, token);
    if (link.kind !== 'open') return link;
    const { visit, signUpId } = link;
    await this.unitOfWork.run(visit.ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const signUp = await this.signUps.take(ctx, signUpId, now);
      // Confirmed twice at the same moment.
      if (signUp) await this.accept(ctx, visit.form, signUp, { ...proof, confirmedAt: now });
    });
    return { ...link, kind: 'confirmed' };
  }

  private async accept(
    ctx: WorkspaceContext,
    form: StoredForm,
    { id, addressKey, content, createdAt }: PendingSignUp,
    proof: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const contactId = await this.contactOf(ctx, content.values);
    for (const listId of form.listIds) {
      const list = await this.memberships.findList(ctx, listId);
      // Deleted since, or made a stage.
      if (list && !list.isPrimary) await this.memberships.addNow(ctx, list, [contactId], { cause: { via: 'form', ref: form.id } });
    }
    const { formVersion, consentText, ip, userAgent, requestId } = content;
    await this.consent.confirm(ctx, {
      ...{ addressKey, contactId, formName: form.name, topicIds: form.topicIds },
      proof: {
        ...{ form: form.name, formId: form.id, formVersion, consentText },
        submitted: { at: createdAt, ip, userAgent, requestId },
        confirmed: proof,
      },
    });
    await this.signUps.keepFor(ctx, id, form.id, contactId);
    await this.forms.count(ctx, form.id, 'confirmed');
  }

  private async contactOf(ctx: WorkspaceContext, values: SignUpValues): Promise<string> {
    const { fields, values: custom } = await this.fields.valuesFor(ctx, values.custom ?? {});
    const plan: IntakePlan = {
      mode: 'createAndUpdate',
      fields,
      listId: null,
      importId: null,
      updatePolicy: 'fillEmpty',
      matchBy: 'email',
    };
    const { email, phone, phoneE164, firstName, lastName, company } = values;
    const row = { firstName, lastName, company, primaryEmail: email, primaryPhone: phone, phoneE164, createdOn: null, custom };
    const [outcome] = await this.intake.take(ctx, plan, [row]);
    if (!outcome || !('contactId' in outcome)) throw new ContactBusy();
    return outcome.contactId;
  }
}
