function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
import { Injectable } from '@nestjs/common';
import { actorUserId } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ContactIntakeService } from '../lists/ContactIntakeService.js';
import { ListMembershipService } from '../lists/ListMembershipService.js';
import { ListService } from '../lists/ListService.js';
import { TemplateService } from '../templates/TemplateService.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { sampleContacts } from './sampleContacts.js';
import { sampleExists } from './sampleErrors.js';
import { sampleTemplates } from './sampleTemplates.js';
const NAME = 'Sample workspace';
const DAY_MS = 86_400_000;
const STAGES = [
    'Leads',
    'Prospects',
    'Customers'
];
const NOTES = [
    'Met at the harbour fair. Wants to see the reports page.',
    'Called back: the trial goes well, decision after the holidays.',
    'Prefers to be written to, not called.',
    'Asked for an offer for the whole team.'
];
export class SampleService {
    constructor(workspaces, users, fields, lists, memberships, intake, timeline, templates, unitOfWork, clock){
        this.workspaces = workspaces;
        this.users = users;
        this.fields = fields;
        this.lists = lists;
        this.memberships = memberships;
        this.intake = intake;
        this.timeline = timeline;
        this.templates = templates;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    /** All or nothing, in one transaction. */ create(ctx) {
        const userId = actorUserId(ctx) ?? '';
        return this.unitOfWork.run(ctx, async (ctx)=>{
            if (await this.workspaces.findSample(ctx, userId)) throw sampleExists();
            const user = await this.users.requireUser(ctx, userId);
            const { id } = await this.workspaces.create(ctx, userId, {
                name: NAME,
                isSample: true
            });
            const inside = inWorkspace(ctx, id, 'owner');
            await this.fill(inside);
            return this.workspaces.update(inside, {
                postalAddress: 'Kite Studio, 12 Harbour Lane, 9000 Ghent',
                defaultFromName: user.name ?? 'Kite Studio',
                defaultFromEmail: 'hello@kitestudio.example'
            });
        });
    }
    async delete(ctx) {
        const sample = await this.workspaces.findSample(ctx, actorUserId(ctx) ?? '');
        if (!sample) throw notFound('workspace');
        await this.workspaces.delete(ctx, sample.id);
    }
    async fill(ctx) {
        const people = sampleContacts();
        const ids = await this.takeIn(ctx, people);
        await this.putOnLists(ctx, people, ids);
        await this.writeNotes(ctx, people, ids);
        for (const template of sampleTemplates)await this.templates.create(ctx, template);
    }
    async takeIn(ctx, people) {
        const plan = await this.fields.create(ctx, {
            label: 'Plan',
            fieldName: 'plan',
            fieldType: 'select',
            options: [
                'Free',
                'Team',
                'Business'
            ]
        });
        const city = await this.fields.create(ctx, {
            label: 'City',
            fieldName: 'city',
            fieldType: 'text'
        });
        const seats = await this.fields.create(ctx, {
            label: 'Seats',
            fieldName: 'seats',
            fieldType: 'number'
        });
        const fields = [
            plan,
            city,
            seats
        ].map(({ id, fieldName, fieldType })=>({
                definitionId: id,
                fieldName,
                fieldType
            }));
        const rows = people.map((person)=>this.toRow(person));
        const outcomes = await this.intake.take(ctx, {
            mode: 'createAndUpdate',
            fields,
            listId: null,
            importId: null
        }, rows);
        return outcomes.map(requireTaken);
    }
    toRow(person) {
        return {
            firstName: person.firstName,
            lastName: person.lastName,
            primaryEmail: person.email,
            primaryPhone: person.phone,
            phoneE164: person.phone,
            company: person.company,
            createdOn: this.daysAgo(person.addedDaysAgo),
            custom: [
                person.plan,
                person.city,
                String(person.seats)
            ]
        };
    }
    async putOnLists(ctx, people, ids) {
        const idsOf = (isOn)=>ids.filter((_id, index)=>isOn(people[index]));
        await this.putOn(ctx, 'Newsletter', false, idsOf((person)=>person.readsNewsletter));
        for (const stage of STAGES)await this.putOn(ctx, stage, true, idsOf((person)=>person.stage === stage));
    }
    async putOn(ctx, name, isPrimary, contactIds) {
        const list = await this.lists.create(ctx, {
            name,
            isPrimary
        });
        await this.memberships.addNow(ctx, await this.memberships.requireList(ctx, list.id), contactIds, true);
    }
    async writeNotes(ctx, people, ids) {
        const entries = ids.map((contactId, index)=>({
                contactId,
                index,
                person: people[index]
            })).filter(({ index })=>index % 5 === 0).map(({ contactId, index, person })=>({
                contactId,
                type: 'note',
                content: {
                    text: NOTES[index / 5 % NOTES.length]
                },
                timestamp: this.daysAgo(Math.floor(person.addedDaysAgo / 2))
            }));
        await this.timeline.append(ctx, entries);
    }
    daysAgo(days) {
        return new Date(this.clock.now().getTime() - days * DAY_MS).toISOString();
    }
}
SampleService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService,
        typeof UserService === "undefined" ? Object : UserService,
        typeof CustomFieldService === "undefined" ? Object : CustomFieldService,
        typeof ListService === "undefined" ? Object : ListService,
        typeof ListMembershipService === "undefined" ? Object : ListMembershipService,
        typeof ContactIntakeService === "undefined" ? Object : ContactIntakeService,
        typeof TimelineService === "undefined" ? Object : TimelineService,
        typeof TemplateService === "undefined" ? Object : TemplateService,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], SampleService);
function requireTaken(outcome) {
    if (outcome.kind === 'rejected') throw new Error(`A sample contact was refused: ${outcome.reason}`);
    return outcome.contactId;
}
