import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ImportHistoryService } from '../imports/ImportHistoryService.js';
import { ContactIntakeService } from '../lists/ContactIntakeService.js';
import { ListMembershipService } from '../lists/ListMembershipService.js';
import { ListService } from '../lists/ListService.js';
import type { IntakeField, IntakeOutcome, IntakeRow } from '../lists/public.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { daysAgo } from './sampleTimes.js';
import { type SampleContact, sampleContacts, type SampleStage } from './sampleContacts.js';
import { sampleImport } from './sampleImport.js';
import type { SampleMoment } from './SampleMoment.js';
import { sampleTalks } from './sampleTalks.js';

export const NEWSLETTER = 'Newsletter';
/** Shortly before a campaign, which waits for everyone anyway. */
const IMPORTED_DAYS_AGO = 12;
const STAGES = ['Leads', 'Prospects', 'Customers'] as const;

export type SampleLists = Readonly<Record<typeof NEWSLETTER | SampleStage, string>>;

/** One of the sample, who gets an id when their day has come. */
interface Guest {
  readonly person: SampleContact;
  /** Those who came on one day are written together. */
  readonly day: string;
  readonly index: number;
  id: string;
}

/** The people of the sample: they come in day by day, move on through the stages, and are talked to. */
@Injectable()
export class SamplePeople {
  constructor(
    private readonly fields: CustomFieldService,
    private readonly lists: ListService,
    private readonly memberships: ListMembershipService,
    private readonly intake: ContactIntakeService,
    private readonly timeline: TimelineService,
    private readonly imports: ImportHistoryService,
  ) {}

  async makeLists(ctx: WorkspaceContext): Promise<SampleLists> {
    const idOf = async (name: string, isPrimary: boolean): Promise<string> => (await this.lists.create(ctx, { name, isPrimary })).id;
    return {
      [NEWSLETTER]: await idOf(NEWSLETTER, false),
      Leads: await idOf('Leads', true),
      Prospects: await idOf('Prospects', true),
      Customers: await idOf('Customers', true),
    };
  }

  async moments(ctx: WorkspaceContext, lists: SampleLists, now: Date): Promise<SampleMoment[]> {
    const fields = await this.makeFields(ctx);
    const guests = sampleContacts().map((person, index): Guest => ({ person, index, day: String(person.addedDaysAgo), id: '' }));
    return [
      ...daysOf(guests).map((group) => ({
        of: group[0]?.day ?? '',
        at: daysAgo(now, group[0]?.person.addedDaysAgo ?? 0),
        happen: () => this.admit(ctx, { group, fields, lists, now }),
      })),
      ...guests.filter(({ person }) => person.movedDaysAgo !== null).map((guest) => this.move(ctx, guest, lists, now)),
      ...guests.flatMap((guest) => this.talks(ctx, guest, now)),
      {
        at: daysAgo(now, IMPORTED_DAYS_AGO),
        happen: () =>
          this.imports.replay(ctx, {
            ...sampleImport(
              guests.map(({ person }) => person),
              IMPORTED_DAYS_AGO,
            ),
            listId: lists.Leads,
          }),
      },
    ];
  }

  private async makeFields(ctx: WorkspaceContext): Promise<IntakeField[]> {
    const plan = await this.fields.create(ctx, {
      label: 'Plan',
      fieldName: 'plan',
      fieldType: 'select',
      options: ['Free', 'Team', 'Business'],
    });
    const city = await this.fields.create(ctx, { label: 'City', fieldName: 'city', fieldType: 'text' });
    const seats = await this.fields.create(ctx, { label: 'Seats', fieldName: 'seats', fieldType: 'number' });
    return [plan, city, seats].map(({ id, fieldName, fieldType }) => ({ definitionId: id, fieldName, fieldType }));
  }

  private async admit(
    ctx: WorkspaceContext,
    { group, fields, lists, now }: { group: readonly Guest[]; fields: readonly IntakeField[]; lists: SampleLists; now: Date },
  ): Promise<void> {
    const rows = group.map(({ person }) => rowOf(person, now));
    const outcomes = await this.intake.take(ctx, { mode: 'createAndUpdate', fields, listId: null, importId: null }, rows);
    group.forEach((guest, place) => (guest.id = idOf(outcomes[place])));
    const idsOf = (isOn: (person: SampleContact) => boolean): string[] => group.filter(({ person }) => isOn(person)).map(({ id }) => id);
    await this.putOn(
      ctx,
      lists[NEWSLETTER],
      idsOf((person) => person.readsNewsletter),
    );
    for (const stage of STAGES)
      await this.putOn(
        ctx,
        lists[stage],
        idsOf((person) => person.firstStage === stage),
      );
  }

  private async putOn(ctx: WorkspaceContext, listId: string, contactIds: readonly string[], isQuiet = true): Promise<void> {
    if (contactIds.length > 0) await this.memberships.addNow(ctx, await this.memberships.requireList(ctx, listId), contactIds, { isQuiet });
  }

  private move(ctx: WorkspaceContext, guest: Guest, lists: SampleLists, now: Date): SampleMoment {
    const { movedDaysAgo, stage } = guest.person;
    return { of: guest.day, at: daysAgo(now, movedDaysAgo ?? 0), happen: () => this.putOn(ctx, lists[stage], [guest.id], false) };
  }

  private talks(ctx: WorkspaceContext, guest: Guest, now: Date): SampleMoment[] {
    return sampleTalks(guest.person, guest.index).map(({ days, entryOf }) => ({
      of: guest.day,
      at: daysAgo(now, days),
      happen: () => this.timeline.append(ctx, [entryOf(guest.id)]),
    }));
  }
}

function rowOf(person: SampleContact, now: Date): IntakeRow {
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    primaryEmail: person.email,
    primaryPhone: person.phone,
    phoneE164: person.phone,
    company: person.company,
    createdOn: daysAgo(now, person.addedDaysAgo).toISOString(),
    custom: [person.plan, person.city, String(person.seats)],
  };
}

function daysOf(guests: readonly Guest[]): Guest[][] {
  const days = new Map<number, Guest[]>();
  for (const guest of guests) {
    const { addedDaysAgo } = guest.person;
    days.set(addedDaysAgo, [...(days.get(addedDaysAgo) ?? []), guest]);
  }
  return [...days.values()];
}

function idOf(outcome: IntakeOutcome | undefined): string {
  if (!outcome || outcome.kind === 'rejected') throw new Error(`A sample contact was refused: ${outcome?.reason ?? ''}`);
  return outcome.contactId;
}
