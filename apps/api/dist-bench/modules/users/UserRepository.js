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
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { queryOne, sql } from '../../platform/database/sql.js';
import { User } from './entities/User.js';
export class UserRepository {
    async isEmpty(ctx) {
        return await queryOne(ctx.manager, sql`SELECT id FROM users LIMIT 1`) === null;
    }
    findById(ctx, id) {
        return ctx.manager.findOneBy(User, {
            id
        });
    }
    findByEmail(ctx, email) {
        return ctx.manager.findOneBy(User, {
            email: email.toLowerCase()
        });
    }
    listByIds(ctx, ids) {
        return ctx.manager.findBy(User, {
            id: In([
                ...ids
            ])
        });
    }
    async insert(ctx, user) {
        await ctx.manager.insert(User, user);
    }
    async update(ctx, id, changes) {
        await ctx.manager.update(User, {
            id
        }, changes);
    }
}
UserRepository = _ts_decorate([
    Injectable()
], UserRepository);
