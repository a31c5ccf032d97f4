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

/** What is there before they come. */
interface Surroundings {
  readonly fields: readonly IntakeField[];
  readonly lists: SampleLists;
  readonly now: Date;
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

  /** What there was before the first of them. */
  async makeLists(ctx: WorkspaceContext): Promise<void> {
    await this.lists.create(ctx, { name: NEWSLETTER, isPrimary: false });
    for (const name of STAGES) await this.lists.create(ctx, { name, isPrimary: true });
  }

  async makeFields(ctx: WorkspaceContext): Promise<void> {
    await this.fields.create(ctx, { label: 'Plan', fieldName: 'plan', fieldType: 'select', options: ['Free', 'Team', 'Business'] });
    await this.fields.create(ctx, { label: 'City', fieldName: 'city', fieldType: 'text' });
    await this.fields.create(ctx, { label: 'Seats', fieldName: 'seats', fieldType: 'number' });
  }

  async findLists(ctx: WorkspaceContext): Promise<SampleLists> {
    const lists = await this.lists.listNames(ctx);
    const idOf = (name: string): string => found(lists.find((list) => list.name === name)).id;
    return { [NEWSLETTER]: idOf(NEWSLETTER), Leads: idOf('Leads'), Prospects: idOf('Prospects'), Customers: idOf('Customers') };
  }

  async moments(ctx: WorkspaceContext, lists: SampleLists, now: Date): Promise<SampleMoment[]> {
    const fields = await this.findFields(ctx);
    const guests = sampleContacts().map((person, index): Guest => ({ person, index, day: String(person.addedDaysAgo), id: '' }));
    return [
      ...daysOf(guests).map((group) => ({
        of: group[0]?.day ?? '',
        at: daysAgo(now, group[0]?.person.addedDaysAgo ?? 0),
        happen: (ctx: WorkspaceContext) => this.admit(ctx, group, { fields, lists, now }),
      })),
      ...guests.filter(({ person }) => person.movedDaysAgo !== null).map((guest) => this.move(guest, { fields, lists, now })),
      ...guests.flatMap((guest) => this.talks(guest, { fields, lists, now })),
      {
        at: daysAgo(now, IMPORTED_DAYS_AGO),
        happen: (ctx: WorkspaceContext) =>
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

  private async findFields(ctx: WorkspaceContext): Promise<IntakeField[]> {
    const fields = await this.fields.list(ctx);
    return ['plan', 'city', 'seats'].map((name) => {
      const { id, fieldName, fieldType } = found(fields.find((field) => field.fieldName === name));
      return { definitionId: id, fieldName, fieldType };
    });
  }

  private async admit(ctx: WorkspaceContext, group: readonly Guest[], { fields, lists, now }: Surroundings): Promise<void> {
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

  private move(guest: Guest, { fields, lists, now }: Surroundings): SampleMoment {
    const { movedDaysAgo, stage } = guest.person;
    return {
      of: guest.day,
      at: daysAgo(now, movedDaysAgo ?? 0),
      happen: async (ctx) => this.putOn(ctx, lists[stage], [await this.idOf(ctx, guest, fields, now)], false),
    };
  }

  private talks(guest: Guest, { fields, now }: Surroundings): SampleMoment[] {
    return sampleTalks(guest.person, guest.index).map(({ days, entryOf }) => ({
      of: guest.day,
      at: daysAgo(now, days),
      happen: async (ctx) => this.timeline.append(ctx, [entryOf(await this.idOf(ctx, guest, fields, now))]),
    }));
  }

  /** An earlier delivery of the job may have admitted them. */
  private async idOf(ctx: WorkspaceContext, guest: Guest, fields: readonly IntakeField[], now: Date): Promise<string> {
    if (guest.id !== '') return guest.id;
    const plan = { mode: 'createOnly' as const, fields, listId: null, importId: null };
    const [outcome] = await this.intake.take(ctx, plan, [rowOf(guest.person, now)]);
    guest.id = idOf(outcome);
    return guest.id;
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

/** Someone may have deleted it while the sample was filled. */
function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('Something of the sample is gone.');
  return thing;
}

function idOf(outcome: IntakeOutcome | undefined): string {
  if (!outcome || outcome.kind === 'rejected') throw new Error(`A sample contact was refused: ${outcome?.reason ?? ''}`);
  return outcome.contactId;
}
