import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ContactBatchService } from '../../contacts/ContactBatchService.js';
import type { AskedField, BeforeImage, FieldToSet, LeftBehind } from '../../contacts/ContactPartReferences.js';
import { ContactTouchService } from '../../contacts/ContactTouchService.js';
import { type BatchContact, cleanText, contactKeys } from '../../contacts/public.js';
import { badValueToSet, needsSeveral, onlyEmptyHasNone, valueNotAsked, valueToSetMissing } from '../customFieldErrors.js';
import { type Applied, type FieldImage, fieldImageOf, leftAs, toImage, type Undone } from './fieldImages.js';

const LABEL = 'Company';
/** As long as a form lets it be. */
const LONGEST = 200;

/** The company of many contacts. */
@Injectable()
export class CompanyAction {
  constructor(
    private readonly contacts: ContactBatchService,
    private readonly touch: ContactTouchService,
  ) {}

  read(_ctx: WorkspaceContext, asked: AskedField): Promise<FieldToSet> {
    const { how, value, onlyEmpty } = asked;
    if (how === 'add' || how === 'remove' || (value !== null && typeof value !== 'string')) throw needsSeveral(LABEL);
    if (how === 'clear' && onlyEmpty) throw onlyEmptyHasNone();
    const company = cleanText(value);
    if (how === 'clear' && company !== null) throw valueNotAsked(LABEL);
    if (how === 'set' && company === null) throw valueToSetMissing(LABEL);
    if ([...(company ?? '')].length > LONGEST) throw badValueToSet(LABEL, `Use at most ${LONGEST} characters.`);
    return Promise.resolve({ ...asked, value: company, definitionId: null, label: LABEL, shown: company });
  }

  async apply(ctx: WorkspaceContext, contactIds: readonly string[], { value, onlyEmpty }: FieldToSet): Promise<Applied> {
    const stateOf = await this.touch.lock(ctx, contactIds);
    const left: LeftBehind[] = [];
    const wanted: Wanted[] = [];
    for (const contact of await this.live(ctx, contactIds, stateOf, left)) {
      const { company, ...rest } = contact.fields;
      const next = onlyEmpty && company !== null ? company : typeof value === 'string' ? value : null;
      if (next === company) continue;
      const isAll = next === null && contact.points.length === 0 && Object.values(rest).every((other) => other === null);
      if (isAll) left.push(leftAs(contact.id, 'wouldBeEmpty'));
      else wanted.push({ contact, company: next });
    }
    await this.write(ctx, wanted);
    const images = wanted.map(({ contact, company }): FieldImage => ({ contactId: contact.id, was: contact.fields.company, is: company }));
    return { images: images.map(toImage), left };
  }

  async undo(ctx: WorkspaceContext, images: readonly BeforeImage[]): Promise<Undone> {
    const byId = new Map(images.map(fieldImageOf).map((image) => [image.contactId, image]));
    const stateOf = await this.touch.lock(ctx, [...byId.keys()]);
    const left: LeftBehind[] = [];
    const wanted: Wanted[] = [];
    for (const contact of await this.live(ctx, [...byId.keys()], stateOf, left)) {
      const { was = null, is = null } = byId.get(contact.id) ?? {};
      if (contact.fields.company === is) wanted.push({ contact, company: was });
      else if (contact.fields.company !== was) left.push(leftAs(contact.id, 'changedSince'));
    }
    await this.write(ctx, wanted);
    return { count: wanted.length, left };
  }

  private live(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    stateOf: (contactId: string) => 'live' | 'inTrash' | 'gone',
    left: LeftBehind[],
  ): Promise<BatchContact[]> {
    for (const contactId of contactIds) {
      const state = stateOf(contactId);
      if (state !== 'live') left.push(leftAs(contactId, state));
    }
    return this.contacts.findLive(
      ctx,
      contactIds.filter((contactId) => stateOf(contactId) === 'live'),
    );
  }

  private async write(ctx: WorkspaceContext, wanted: readonly Wanted[]): Promise<void> {
    await this.contacts.update(
      ctx,
      wanted.map(({ contact, company }) => {
        const fields = { ...contact.fields, company };
        return {
          ...contact,
          fields,
          keys: { ...contactKeys(fields, contact.keys.phoneE164, contact.points), emailKey: contact.keys.emailKey },
        };
      }),
    );
  }
}

interface Wanted {
  readonly contact: BatchContact;
  readonly company: string | null;
}
