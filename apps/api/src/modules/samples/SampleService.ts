import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type Context, type WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ContactIntakeService } from '../lists/ContactIntakeService.js';
import type { IntakeField, IntakeOutcome, IntakeRow } from '../lists/public.js';
import { ListMembershipService } from '../lists/ListMembershipService.js';
import { ListService } from '../lists/ListService.js';
import { TemplateService } from '../templates/TemplateService.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { WorkspaceDto } from '../workspaces/public.js';
import { type SampleContact, sampleContacts } from './sampleContacts.js';
import { sampleExists } from './sampleErrors.js';
import { sampleTemplates } from './sampleTemplates.js';

const NAME = 'Sample workspace';
const DAY_MS = 86_400_000;
const STAGES = ['Leads', 'Prospects', 'Customers'] as const;
const NOTES = [
  'Met at the harbour fair. Wants to see the reports page.',
  'Called back: the trial goes well, decision after the holidays.',
  'Prefers to be written to, not called.',
  'Asked for an offer for the whole team.',
];

/** A workspace of invented people to look around in. It is removed as a whole, so nothing of it can stay behind. */
@Injectable()
export class SampleService {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly users: UserService,
    private readonly fields: CustomFieldService,
    private readonly lists: ListService,
    private readonly memberships: ListMembershipService,
    private readonly intake: ContactIntakeService,
    private readonly timeline: TimelineService,
    private readonly templates: TemplateService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** All or nothing, in one transaction. */
  create(ctx: Context): Promise<WorkspaceDto> {
    const userId = actorUserId(ctx) ?? '';
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.workspaces.findSample(ctx, userId)) throw sampleExists();
      const user = await this.users.requireUser(ctx, userId);
      const { id } = await this.workspaces.create(ctx, userId, { name: NAME, isSample: true });
      const inside = inWorkspace(ctx, id, 'owner');
      const { people, notes } = await this.fill(inside);
      await this.audit.record(inside, { action: 'sample.created', entity: ['workspace', id], details: { people, notes } });
      return this.workspaces.update(inside, {
        postalAddress: 'Kite Studio, 12 Harbour Lane, 9000 Ghent',
        defaultFromName: user.name ?? 'Kite Studio',
        defaultFromEmail: 'hello@kitestudio.example',
      });
    });
  }

  /** Told in the log of accounts: the workspace's own goes with it. */
  async delete(ctx: Context): Promise<void> {
    const { id } = await this.unitOfWork.run(ctx, async (ctx) => {
      const sample = await this.workspaces.findSample(ctx, actorUserId(ctx) ?? '');
      if (!sample) throw notFound('workspace');
      await this.workspaces.deleteSample(ctx, sample);
      return sample;
    });
    await this.workspaces.hastenRemoval(ctx, id);
  }

  private async fill(ctx: WorkspaceContext): Promise<{ people: number; notes: number }> {
    const people = sampleContacts();
    const ids = await this.takeIn(ctx, people);
    await this.putOnLists(ctx, people, ids);
    const notes = await this.writeNotes(ctx, people, ids);
    for (const template of sampleTemplates) await this.templates.add(ctx, template);
    return { people: people.length, notes };
  }

  private async takeIn(ctx: WorkspaceContext, people: readonly SampleContact[]): Promise<string[]> {
    const plan = await this.fields.create(ctx, {
      label: 'Plan',
      fieldName: 'plan',
      fieldType: 'select',
      options: ['Free', 'Team', 'Business'],
    });
    const city = await this.fields.create(ctx, { label: 'City', fieldName: 'city', fieldType: 'text' });
    const seats = await this.fields.create(ctx, { label: 'Seats', fieldName: 'seats', fieldType: 'number' });
    const fields: IntakeField[] = [plan, city, seats].map(({ id, fieldName, fieldType }) => ({ definitionId: id, fieldName, fieldType }));
    const rows = people.map((person) => this.toRow(person));
    const outcomes = await this.intake.take(ctx, { mode: 'createAndUpdate', fields, listId: null, importId: null }, rows);
    return outcomes.map(requireTaken);
  }

  private toRow(person: SampleContact): IntakeRow {
    return {
      firstName: person.firstName,
      lastName: person.lastName,
      primaryEmail: person.email,
      primaryPhone: person.phone,
      phoneE164: person.phone,
      company: person.company,
      createdOn: this.daysAgo(person.addedDaysAgo),
      custom: [person.plan, person.city, String(person.seats)],
    };
  }

  private async putOnLists(ctx: WorkspaceContext, people: readonly SampleContact[], ids: readonly string[]): Promise<void> {
    const idsOf = (isOn: (person: SampleContact) => boolean): string[] => ids.filter((_id, index) => isOn(people[index] as SampleContact));
    await this.putOn(
      ctx,
      'Newsletter',
      false,
      idsOf((person) => person.readsNewsletter),
    );
    for (const stage of STAGES)
      await this.putOn(
        ctx,
        stage,
        true,
        idsOf((person) => person.stage === stage),
      );
  }

  private async putOn(ctx: WorkspaceContext, name: string, isPrimary: boolean, contactIds: readonly string[]): Promise<void> {
    const list = await this.lists.create(ctx, { name, isPrimary });
    await this.memberships.addNow(ctx, await this.memberships.requireList(ctx, list.id), contactIds, true);
  }

  private async writeNotes(ctx: WorkspaceContext, people: readonly SampleContact[], ids: readonly string[]): Promise<number> {
    const entries = ids
      .map((contactId, index) => ({ contactId, index, person: people[index] as SampleContact }))
      .filter(({ index }) => index % 5 === 0)
      .map(({ contactId, index, person }) => ({
        contactId,
        type: 'note' as const,
        content: { text: NOTES[(index / 5) % NOTES.length] },
        timestamp: this.daysAgo(Math.floor(person.addedDaysAgo / 2)),
      }));
    await this.timeline.append(ctx, entries);
    return entries.length;
  }

  private daysAgo(days: number): string {
    return new Date(this.clock.now().getTime() - days * DAY_MS).toISOString();
  }
}

function requireTaken(outcome: IntakeOutcome): string {
  if (outcome.kind === 'rejected') throw new Error(`A sample contact was refused: ${outcome.reason}`);
  return outcome.contactId;
}
