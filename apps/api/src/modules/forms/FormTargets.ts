import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { TopicService } from '../consent/TopicService.js';
import { ListMembershipService } from '../lists/ListMembershipService.js';
import type { FormContent } from './formContent.js';
import { badRedirect, fieldTwice, listIsStage, unknownField, unknownList, unknownTopic } from './formErrors.js';
import { FormFields } from './FormFields.js';

/** What a form asks for, and where it leads: lists, topics and the page that opens afterwards. */
@Injectable()
export class FormTargets {
  constructor(
    private readonly memberships: ListMembershipService,
    private readonly topics: TopicService,
    private readonly fields: FormFields,
  ) {}

  /** What was chosen before and is gone since may stay: it is passed over when someone confirms. @throws AppError */
  async check(ctx: WorkspaceContext, form: FormContent, before: FormContent | null): Promise<void> {
    if (new Set(form.fields.map(({ key }) => key)).size < form.fields.length) throw fieldTwice();
    const unknown = await this.fields.unknownOf(
      ctx,
      form.fields.filter(({ key }) => !before?.fields.some((field) => field.key === key)),
    );
    if (unknown !== null) throw unknownField(unknown);
    if (form.redirectUrl !== null && originOf(form.redirectUrl) === null) throw badRedirect();
    for (const id of form.listIds.filter((id) => !before?.listIds.includes(id))) {
      const list = await this.memberships.findList(ctx, id);
      if (!list) throw unknownList();
      if (list.isPrimary) throw listIsStage(list.name);
    }
    const added = form.topicIds.filter((id) => !before?.topicIds.includes(id));
    if (added.length === 0) return;
    const open = new Set((await this.topics.listOpen(ctx)).map(({ id }) => id));
    if (added.some((id) => !open.has(id))) throw unknownTopic();
  }

  /** For the audit log. */
  async namesOf(ctx: WorkspaceContext, { listIds, topicIds }: FormContent): Promise<{ lists: string[]; topics: string[] }> {
    const lists: string[] = [];
    for (const id of listIds) lists.push((await this.memberships.findList(ctx, id))?.name ?? 'a deleted list');
    return { lists, topics: [...(await this.topics.namesOf(ctx, topicIds)).values()] };
  }
}

/** Null for what is no plain HTTPS address. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, origin, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' ? origin : null;
}
