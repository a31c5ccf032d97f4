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
const pending = new WeakMap();
export class UnitOfWork {
    async run(ctx, work) {
        if (ctx.manager.queryRunner?.isTransactionActive) return work(ctx);
        const callbacks = [];
        const result = await ctx.manager.transaction(async (manager)=>{
            pending.set(manager, callbacks);
            return work({
                ...ctx,
                manager
            });
        });
        for (const callback of callbacks)callback();
        return result;
    }
}
UnitOfWork = _ts_decorate([
    Injectable()
], UnitOfWork);
/** Runs once the surrounding unit of work has committed, never after a rollback; at once where there is none. Must not throw. */ export function afterCommit(manager, callback) {
    const callbacks = pending.get(manager);
    if (callbacks) callbacks.push(callback);
    else callback();
}
