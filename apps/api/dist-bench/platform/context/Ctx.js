import { createParamDecorator } from '@nestjs/common';
const contexts = new WeakMap();
/** Set once by the access guard, after the request was let in. */ export function attachContext(request, ctx) {
    contexts.set(request, ctx);
}
export function contextOf(request) {
    const ctx = contexts.get(request);
    if (!ctx) throw new Error('This request has no context: its route was not guarded.');
    return ctx;
}
/** The context of the request: a WorkspaceContext on workspace routes, else a Context. */ export const Ctx = createParamDecorator((_data, execution)=>contextOf(execution.switchToHttp().getRequest()));
