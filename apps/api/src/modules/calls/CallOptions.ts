import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { ConsentService } from '../consent/ConsentService.js';
import { ContactService } from '../contacts/ContactService.js';
import { contactInTrash } from '../contacts/public.js';
import { type CallLine, CallLineService } from '../providers/CallLineService.js';
import type { CallOptionsDto, CallPhoneDto } from './CallDtos.js';
import { noCallLine, noOwnPhone, noPhoneToCall, phoneRefused, unknownPhone } from './callErrors.js';
import { CallRepository } from './CallRepository.js';

const NO_COUNTRY = 'The country of this number is not known. Write it with its country code on the page of the contact.';
const IS_LINE = 'This is the number that the workspace calls from.';
const IS_OWN = 'This is your own phone number.';
/** Consent is about texts and email; nobody records that a person wants no calls. Whoever answered STOP to texts may not want them either. */
const STOPPED = 'This person asked to get no texts on this number. Check that they are fine with a call.';

export interface CallPlan {
  readonly line: CallLine;
  readonly userPhone: string;
  readonly contactPhone: string;
}

/** At which numbers a contact can be called, and whether the workspace and the member can call at all. */
@Injectable()
export class CallOptions {
  constructor(
    private readonly contacts: ContactService,
    private readonly consent: ConsentService,
    private readonly lines: CallLineService,
    private readonly calls: CallRepository,
  ) {}

  async list(ctx: WorkspaceContext, contactId: string): Promise<CallOptionsDto> {
    const line = await this.lines.open(ctx);
    const ownPhone = await this.calls.ownPhone(ctx, actorUserId(ctx) ?? '');
    const { phones } = await this.phonesOf(ctx, contactId, ['from' in line ? line.from : null, ownPhone]);
    const refusal = 'refusal' in line ? line.refusal : await this.lines.pausedReason(ctx);
    return { phones, from: 'from' in line ? line.from : null, refusal, ownPhone };
  }

  /** @throws AppError that says what is in the way */
  async require(ctx: WorkspaceContext, contactId: string, to: string | undefined): Promise<CallPlan> {
    const line = await this.lines.open(ctx);
    const userPhone = await this.calls.ownPhone(ctx, actorUserId(ctx) ?? '');
    const { phones, isTrashed } = await this.phonesOf(ctx, contactId, ['from' in line ? line.from : null, userPhone]);
    if (isTrashed) throw contactInTrash();
    if ('refusal' in line) throw noCallLine(line.refusal);
    const paused = await this.lines.pausedReason(ctx);
    if (paused !== null) throw noCallLine(paused);
    if (userPhone === null) throw noOwnPhone();
    if (phones.length === 0) throw noPhoneToCall();
    const chosen = to === undefined ? phones[0] : phones.find(({ phone }) => plain(phone) === plain(to));
    if (!chosen) throw unknownPhone();
    if (chosen.refusal !== null) throw phoneRefused(chosen.refusal);
    return { line, userPhone, contactPhone: chosen.phone };
  }

  private async phonesOf(
    ctx: WorkspaceContext,
    contactId: string,
    [from, own]: readonly [string | null, string | null],
  ): Promise<{ phones: CallPhoneDto[]; isTrashed: boolean }> {
    const contact = await this.contacts.get(ctx, contactId);
    const keys = contact.phones.flatMap(({ normalized }) => normalized ?? []);
    const suppressed = await this.consent.listSuppressed(ctx, 'text', keys);
    const phones = contact.phones.map(({ value, normalized, isPrimary }) => {
      if (!normalized) return { phone: value, isPrimary, refusal: NO_COUNTRY, note: null };
      const refusal = normalized === from ? IS_LINE : normalized === own ? IS_OWN : null;
      const reason = suppressed.get(normalized)?.reason;
      return { phone: normalized, isPrimary, refusal, note: reason && reason !== 'bounced' ? STOPPED : null };
    });
    return { phones, isTrashed: contact.deletedAt !== null };
  }
}

function plain(phone: string): string {
  return phone.replace(/[^\d+]/g, '');
}
