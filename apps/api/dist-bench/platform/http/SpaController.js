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
function _ts_param(paramIndex, decorator) {
    return function(target, key) {
        decorator(target, key, paramIndex);
    };
}
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from './AppError.js';
import { RawResponse } from './EnvelopeInterceptor.js';
import { Public } from './routes.js';
import { webRoot } from './webRoot.js';
/** Paths that belong to programs: an unknown one is an error in JSON, never the dashboard. */ const NOT_PAGES = /^\/(api|health|u|assets)(\/|$)/;
export class SpaController {
    show(request, reply) {
        if (NOT_PAGES.test(request.url)) throw new AppError('route.notFound', 404, 'There is nothing at this address. Check the path against /api/docs.');
        void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(this.read());
    }
    read() {
        const file = path.join(webRoot, 'index.html');
        if (!existsSync(file)) throw new AppError('dashboard.notBuilt', 503, 'The dashboard has not been built. Run "npm run build", or use "npm start", which does it.');
        this.page ??= readFileSync(file, 'utf8');
        return this.page;
    }
    constructor(){
        this.page = null;
    }
}
_ts_decorate([
    Get('*'),
    Public(),
    RawResponse(),
    _ts_param(0, Req()),
    _ts_param(1, Res()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", void 0)
], SpaController.prototype, "show", null);
SpaController = _ts_decorate([
    ApiExcludeController(),
    Controller()
], SpaController);
