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
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
const toInt = ({ value })=>typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
const toBool = ({ value })=>value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;
/** Every variable that Rapport reads, with its default. README lists them for people. */ export class EnvironmentVariables {
    constructor(){
        this.PORT = 3000;
        this.HOST = '127.0.0.1';
        this.DATA_DIR = './data';
        this.ROLE = 'all';
        this.LOG_LEVEL = 'info';
        this.REGISTRATION = 'closed';
        this.MAX_UPLOAD_MB = 1024;
        this.SEND_PER_MINUTE = 300_000;
        this.SMTP_CONNECTIONS = 10;
        this.JOB_CONCURRENCY = 4;
        this.TRUST_PROXY = false;
    }
}
_ts_decorate([
    Transform(toInt),
    IsInt({
        message: 'PORT must be a whole number between 0 and 65535 (default 3000).'
    }),
    Min(0, {
        message: 'PORT must be between 0 and 65535 (0 picks a free one).'
    }),
    Max(65535, {
        message: 'PORT must be between 0 and 65535.'
    }),
    _ts_metadata("design:type", Number)
], EnvironmentVariables.prototype, "PORT", void 0);
_ts_decorate([
    IsString(),
    MinLength(1, {
        message: 'HOST must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "HOST", void 0);
_ts_decorate([
    IsString(),
    MinLength(1, {
        message: 'DATA_DIR must be a folder (default ./data).'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "DATA_DIR", void 0);
_ts_decorate([
    IsOptional(),
    Matches(/^postgres(ql)?:\/\/.+/, {
        message: 'DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use SQLite.'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "DATABASE_URL", void 0);
_ts_decorate([
    IsIn([
        'all',
        'api',
        'worker'
    ], {
        message: 'ROLE must be all, api or worker.'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "ROLE", void 0);
_ts_decorate([
    IsOptional(),
    IsUrl({
        require_tld: false,
        protocols: [
            'http',
            'https'
        ],
        require_protocol: true
    }, {
        message: 'PUBLIC_URL must be the address people use, such as https://rapport.example.com.'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "PUBLIC_URL", void 0);
_ts_decorate([
    IsIn([
        'error',
        'warn',
        'info',
        'debug'
    ], {
        message: 'LOG_LEVEL must be error, warn, info or debug.'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "LOG_LEVEL", void 0);
_ts_decorate([
    IsIn([
        'closed',
        'open'
    ], {
        message: 'REGISTRATION must be closed (default; people join by invitation) or open.'
    }),
    _ts_metadata("design:type", String)
], EnvironmentVariables.prototype, "REGISTRATION", void 0);
_ts_decorate([
    Transform(toInt),
    IsInt({
        message: 'MAX_UPLOAD_MB must be a whole number of megabytes.'
    }),
    Min(1, {
        message: 'MAX_UPLOAD_MB must be at least 1.'
    }),
    Max(100_000, {
        message: 'MAX_UPLOAD_MB must be at most 100000.'
    }),
    _ts_metadata("design:type", Number)
], EnvironmentVariables.prototype, "MAX_UPLOAD_MB", void 0);
_ts_decorate([
    Transform(toInt),
    IsInt({
        message: 'SEND_PER_MINUTE must be a whole number of messages.'
    }),
    Min(1, {
        message: 'SEND_PER_MINUTE must be at least 1.'
    }),
    Max(1_000_000, {
        message: 'SEND_PER_MINUTE must be at most 1000000.'
    }),
    _ts_metadata("design:type", Number)
], EnvironmentVariables.prototype, "SEND_PER_MINUTE", void 0);
_ts_decorate([
    Transform(toInt),
    IsInt({
        message: 'SMTP_CONNECTIONS must be a whole number.'
    }),
    Min(1, {
        message: 'SMTP_CONNECTIONS must be at least 1.'
    }),
    Max(100, {
        message: 'SMTP_CONNECTIONS must be at most 100.'
    }),
    _ts_metadata("design:type", Number)
], EnvironmentVariables.prototype, "SMTP_CONNECTIONS", void 0);
_ts_decorate([
    Transform(toInt),
    IsInt({
        message: 'JOB_CONCURRENCY must be a whole number.'
    }),
    Min(1, {
        message: 'JOB_CONCURRENCY must be at least 1.'
    }),
    Max(100, {
        message: 'JOB_CONCURRENCY must be at most 100.'
    }),
    _ts_metadata("design:type", Number)
], EnvironmentVariables.prototype, "JOB_CONCURRENCY", void 0);
_ts_decorate([
    Transform(toBool),
    IsBoolean({
        message: 'TRUST_PROXY must be true or false.'
    }),
    _ts_metadata("design:type", Boolean)
], EnvironmentVariables.prototype, "TRUST_PROXY", void 0);
