import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { toPage } from '../../../platform/database/keyset.js';
import type { Page, PageQuery } from '../../../platform/http/Page.js';
import type { SignInLogEntryDto } from '../AuthDtos.js';
import { personOf } from '../person.js';
import { SignInLogRepository, type SignInLogRow } from './SignInLogRepository.js';

/** What happened to a person's account, as they read it. */
@Injectable()
export class SignInLog {
  constructor(private readonly entries: SignInLogRepository) {}

  async list(ctx: Context, { limit, cursor }: PageQuery): Promise<Page<SignInLogEntryDto>> {
    const rows = await this.entries.list(ctx, personOf(ctx).userId, { limit, ...(cursor === undefined ? {} : { cursor }) });
    return toPage(rows, limit, (row) => [row.seq], present);
  }
}

function present({ id, time, action, details, ipAddress }: SignInLogRow): SignInLogEntryDto {
  const { device, attempts } = JSON.parse(details ?? '{}') as { device?: string; attempts?: number };
  return { id, time, action, device: device ?? null, ipAddress, attempts: attempts ?? 1 };
}
