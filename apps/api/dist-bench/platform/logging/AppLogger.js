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
import { createLogger, format, transports } from 'winston';
export class AppLogger {
    constructor(level = 'info', isTerminal = process.stdout.isTTY){
        this.logger = createLogger({
            level,
            format: isTerminal ? format.combine(format.timestamp({
                format: 'HH:mm:ss'
            }), format.printf(readable)) : format.combine(format.timestamp(), format.json()),
            transports: [
                new transports.Console({
                    stderrLevels: [
                        'error'
                    ]
                })
            ]
        });
    }
    /** `event` is a stable dotted name, such as `campaign.launched`. */ info(event, fields = {}) {
        this.logger.info(event, fields);
    }
    warn(event, fields = {}) {
        this.logger.warn(event, fields);
    }
    /** An error that a person should look at, with its stack and the stack of its cause. */ failure(event, error, fields = {}) {
        this.logger.error(event, {
            ...fields,
            error: stackOf(error)
        });
    }
}
AppLogger = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        void 0,
        void 0
    ])
], AppLogger);
function stackOf(error) {
    if (!(error instanceof Error)) return String(error);
    const own = error.stack ?? error.message;
    return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own;
}
function readable({ timestamp, level, message, error, ...fields }) {
    const rest = Object.entries(fields).filter(([, value])=>value !== undefined).map(([key, value])=>` ${key}=${String(value)}`).join('');
    return `${String(timestamp)} ${String(level)} ${String(message)}${rest}${error ? `\n${String(error)}` : ''}`;
}
