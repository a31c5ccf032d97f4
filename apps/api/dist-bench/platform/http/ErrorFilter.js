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
import { Catch, HttpException, Injectable } from '@nestjs/common';
import { AppLogger } from '../logging/AppLogger.js';
import { AppError } from './AppError.js';
export class ErrorFilter {
    constructor(logger){
        this.logger = logger;
    }
    catch(thrown, host) {
        const http = host.switchToHttp();
        const request = http.getRequest();
        const reply = http.getResponse();
        const error = toAppError(thrown);
        if (error.status >= 500) this.logger.failure('http.failed', thrown, {
            requestId: request.id,
            route: request.routeOptions.url ?? 'unknown',
            code: error.code
        });
        if (reply.sent || reply.raw.headersSent) {
            reply.raw.destroy();
            return;
        }
        if (error.retryAfterSeconds !== null) void reply.header('Retry-After', String(error.retryAfterSeconds));
        const body = {
            code: error.code,
            message: error.message,
            requestId: request.id
        };
        if (error.fields.length > 0) body.fields = error.fields;
        if (Object.keys(error.details).length > 0) body.details = error.details;
        void reply.status(error.status).header('content-type', 'application/json; charset=utf-8').send({
            data: null,
            error: body
        });
    }
}
ErrorFilter = _ts_decorate([
    Injectable(),
    Catch(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof AppLogger === "undefined" ? Object : AppLogger
    ])
], ErrorFilter);
function toAppError(thrown) {
    if (thrown instanceof AppError) return thrown;
    if (thrown instanceof HttpException) return fromHttpException(thrown);
    const fastify = fromFastify(thrown);
    if (fastify) return fastify;
    return new AppError('server.failed', 500, 'Something went wrong on our side. Nothing was changed; please try again. If it happens again, tell your administrator the request id.');
}
function fromHttpException(error) {
    const status = error.getStatus();
    if (status === 404) return new AppError('route.notFound', 404, 'There is nothing at this address. Check the path against /api/docs.');
    if (status === 400) return new AppError('request.malformed', 400, 'The request could not be read. Send well-formed JSON with content type application/json.');
    return new AppError(`http.${status}`, status, error.message);
}
/** Errors that Fastify raises before a handler runs carry a code and a status. */ function fromFastify(thrown) {
    if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
    const { code } = thrown;
    switch(code){
        case 'FST_ERR_CTP_BODY_TOO_LARGE':
            return new AppError('request.tooLarge', 413, 'The request is too large. Send less at once.');
        case 'FST_REQ_FILE_TOO_LARGE':
            return new AppError('upload.tooLarge', 413, 'The file is larger than this server accepts. Split it, or ask your administrator to raise MAX_UPLOAD_MB.');
        case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
            return new AppError('request.mediaType', 415, 'This address does not take that content type. Send application/json.');
        case 'FST_ERR_CTP_EMPTY_JSON_BODY':
        case 'FST_ERR_CTP_INVALID_JSON_BODY':
        case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
            return new AppError('request.malformed', 400, 'The request could not be read. Send well-formed JSON with content type application/json.');
        default:
            return null;
    }
}
