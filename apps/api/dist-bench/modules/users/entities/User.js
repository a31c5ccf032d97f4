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
import { Column, Entity, PrimaryColumn } from 'typeorm';
export class User {
}
_ts_decorate([
    PrimaryColumn('text'),
    _ts_metadata("design:type", String)
], User.prototype, "id", void 0);
_ts_decorate([
    Column('text'),
    _ts_metadata("design:type", String)
], User.prototype, "email", void 0);
_ts_decorate([
    Column('text', {
        name: 'password_hash'
    }),
    _ts_metadata("design:type", String)
], User.prototype, "passwordHash", void 0);
_ts_decorate([
    Column('text', {
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], User.prototype, "name", void 0);
_ts_decorate([
    Column('text', {
        name: 'created_at'
    }),
    _ts_metadata("design:type", String)
], User.prototype, "createdAt", void 0);
User = _ts_decorate([
    Entity('users')
], User);
