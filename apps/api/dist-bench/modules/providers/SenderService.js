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
import { descriptorOf, senderTypes } from '@rapport/providers';
import { actorUserId } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { parseSenderType, parseStoredConfig, presentConfig, readSenderConfig, splitSecrets } from './senderConfig.js';
import { noSenderAddress } from './senderErrors.js';
import { secretPlace, SenderPoolService } from './SenderPoolService.js';
import { SenderRepository } from './SenderRepository.js';
export class SenderService {
    constructor(senders, pool, secretBox, unitOfWork, workspaces, users, clock){
        this.senders = senders;
        this.pool = pool;
        this.secretBox = secretBox;
        this.unitOfWork = unitOfWork;
        this.workspaces = workspaces;
        this.users = users;
        this.clock = clock;
    }
    listTypes() {
        return senderTypes.map((type)=>{
            const { label, description, fields } = descriptorOf(type);
            return {
                type,
                label,
                description,
                fields: fields.map(presentField)
            };
        });
    }
    async get(ctx) {
        return present(await this.senders.find(ctx, ctx.workspaceId));
    }
    async update(ctx, input) {
        const type = parseSenderType(input.type);
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const now = nowIso(this.clock);
            const before = await this.senders.find(ctx, ctx.workspaceId);
            const values = readSenderConfig(type, input.config, this.storedSecrets(before, type));
            const rowId = before?.id ?? await this.senders.ensureRow(ctx, type, now);
            const { plain, secret } = splitSecrets(type, values);
            const sealed = Object.fromEntries(Object.entries(secret).map(([key, value])=>[
                    key,
                    this.secretBox.seal(value, secretPlace(rowId, key))
                ]));
            const state = type === 'mail_lab' ? 'ready' : 'untested';
            await this.senders.save(ctx, {
                type,
                config: JSON.stringify({
                    values: plain,
                    secrets: sealed
                }),
                state,
                now
            });
            return present(await this.senders.find(ctx, ctx.workspaceId));
        });
    }
    /** Logs in without sending. Saved settings remember the answer: a refusal pauses the sender, a success makes it ready. */ async verify(ctx, input) {
        return presentCheck(await this.check(ctx, input, (sender)=>sender.verify()));
    }
    async sendTest(ctx, input) {
        const email = await this.testMessage(ctx, input.to);
        const check = await this.check(ctx, input, (sender)=>sender.sendTest(email));
        return {
            ...presentCheck(check),
            messageId: email.messageId
        };
    }
    /** Stops all sending of the workspace until a person has looked at the settings. Answers whether it was running. */ pause(ctx, reason) {
        return this.senders.pause(ctx, reason);
    }
    async check(ctx, input, run) {
        const row = await this.senders.find(ctx, ctx.workspaceId);
        if (input.config !== undefined || input.type !== undefined) {
            const type = parseSenderType(input.type ?? row?.type ?? 'mail_lab');
            return this.runOnce(ctx, type, readSenderConfig(type, input.config ?? {}, this.storedSecrets(row, type)), run);
        }
        const check = await this.runOnce(ctx, row ? parseSenderType(row.type) : 'mail_lab', row ? this.pool.revealedValues(row) : {}, run);
        if (row) await this.remember(ctx, row, check);
        return check;
    }
    async runOnce(ctx, type, values, run) {
        const sender = this.pool.build(ctx.workspaceId, type, values);
        try {
            return await run(sender);
        } finally{
            await sender.close(0);
        }
    }
    async remember(ctx, row, check) {
        const refused = check.steps.find((step)=>!step.ok);
        const state = check.ok ? 'ready' : check.isRefused ? 'paused' : row.state;
        const reason = state === 'paused' ? check.isRefused ? refused?.detail ?? 'The server refused the login.' : row.stateReason : null;
        await this.senders.recordTest(ctx, {
            configuredAt: row.updatedAt,
            state,
            reason,
            test: JSON.stringify(presentCheck(check)),
            now: nowIso(this.clock)
        });
    }
    storedSecrets(row, type) {
        if (!row || row.type !== type) return {};
        const { secrets } = parseStoredConfig(row.config);
        return Object.fromEntries(Object.entries(secrets).map(([key, sealed])=>[
                key,
                this.secretBox.open(sealed, secretPlace(row.id, key))
            ]));
    }
    async testMessage(ctx, to) {
        const workspace = await this.workspaces.require(ctx);
        const userId = actorUserId(ctx);
        const address = workspace.defaultFromEmail ?? (userId ? (await this.users.requireUser(ctx, userId)).email : null);
        if (!address) throw noSenderAddress();
        const text = `This is a test message from ${workspace.name}, sent by Rapport.\n\nIt arrived, so the sender is set up.`;
        return {
            from: {
                name: workspace.defaultFromName,
                address
            },
            to: {
                name: null,
                address: to
            },
            replyTo: workspace.defaultReplyTo ? {
                name: null,
                address: workspace.defaultReplyTo
            } : null,
            subject: `Test message from ${workspace.name}`,
            text,
            html: text.split('\n\n').map((paragraph)=>`<p>${escapeHtml(paragraph)}</p>`).join('\n'),
            headers: [
                {
                    name: 'X-Rapport-Test',
                    value: 'sender'
                }
            ],
            messageId: `<${newId()}@${address.slice(address.lastIndexOf('@') + 1)}>`,
            date: this.clock.now()
        };
    }
}
SenderService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof SenderRepository === "undefined" ? Object : SenderRepository,
        typeof SenderPoolService === "undefined" ? Object : SenderPoolService,
        typeof SecretBox === "undefined" ? Object : SecretBox,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService,
        typeof UserService === "undefined" ? Object : UserService,
        typeof Clock === "undefined" ? Object : Clock
    ])
], SenderService);
function present(row) {
    const type = row ? parseSenderType(row.type) : 'mail_lab';
    return {
        type,
        label: descriptorOf(type).label,
        config: presentConfig(type, parseStoredConfig(row?.config ?? '{}')),
        state: row?.state ?? 'ready',
        stateReason: row?.stateReason ?? null,
        lastTestedAt: row?.lastTestedAt ?? null,
        lastTest: row?.lastTest ? JSON.parse(row.lastTest) : null
    };
}
function presentField(field) {
    const { key, label, kind, required, help, secret, options, default: initial } = field;
    return {
        key,
        label,
        kind,
        required,
        help,
        secret,
        ...options ? {
            options: options.map((option)=>({
                    ...option
                }))
        } : {},
        ...initial === undefined ? {} : {
            default: String(initial)
        }
    };
}
function presentCheck(check) {
    return {
        ok: check.ok,
        steps: check.steps.map((step)=>({
                ...step
            })),
        serverResponse: check.serverResponse,
        hint: check.hint
    };
}
function escapeHtml(text) {
    return text.replace(/[&<>"]/g, (character)=>`&#${character.charCodeAt(0)};`);
}
