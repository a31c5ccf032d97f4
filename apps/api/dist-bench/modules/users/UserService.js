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
import { newId } from '../../platform/database/ids.js';
import { hashPassword, isPasswordRight } from '../../platform/security/passwords.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { emailTaken, userGone, wrongCurrentPassword } from './userErrors.js';
import { UserRepository } from './UserRepository.js';
export class UserService {
    constructor(users, clock){
        this.users = users;
        this.clock = clock;
    }
    hasNoAccounts(ctx) {
        return this.users.isEmpty(ctx);
    }
    findByEmail(ctx, email) {
        return this.users.findByEmail(ctx, email);
    }
    async requireUser(ctx, id) {
        const user = await this.users.findById(ctx, id);
        if (!user) throw userGone();
        return user;
    }
    /** Names by id, for lists that show who did what. */ async namesOf(ctx, ids) {
        if (ids.length === 0) return new Map();
        const users = await this.users.listByIds(ctx, ids);
        return new Map(users.map((user)=>[
                user.id,
                user.name ?? user.email
            ]));
    }
    /** `passwordHash` is made outside the transaction: hashing takes tens of milliseconds. */ async create(ctx, input) {
        if (await this.users.findByEmail(ctx, input.email)) throw emailTaken();
        const user = {
            id: newId(),
            email: input.email.toLowerCase(),
            name: input.name,
            passwordHash: input.passwordHash,
            createdAt: nowIso(this.clock)
        };
        await this.users.insert(ctx, user);
        return user;
    }
    /** The account that the password opens, or null. Takes as long for an unknown address as for a wrong password. */ async authenticate(ctx, email, password) {
        const user = await this.users.findByEmail(ctx, email);
        return await isPasswordRight(password, user?.passwordHash ?? null) ? user : null;
    }
    async rename(ctx, id, name) {
        await this.users.update(ctx, id, {
            name
        });
    }
    async changePassword(ctx, id, currentPassword, newPassword) {
        const user = await this.requireUser(ctx, id);
        if (!await isPasswordRight(currentPassword, user.passwordHash)) throw wrongCurrentPassword();
        await this.users.update(ctx, id, {
            passwordHash: await hashPassword(newPassword)
        });
    }
}
UserService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof UserRepository === "undefined" ? Object : UserRepository,
        typeof Clock === "undefined" ? Object : Clock
    ])
], UserService);
