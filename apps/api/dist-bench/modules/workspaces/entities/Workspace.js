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
export class Workspace {
}
_ts_decorate([
    PrimaryColumn('text'),
    _ts_metadata("design:type", String)
], Workspace.prototype, "id", void 0);
_ts_decorate([
    Column('text', {
        name: 'user_id'
    }),
    _ts_metadata("design:type", String)
], Workspace.prototype, "userId", void 0);
_ts_decorate([
    Column('text'),
    _ts_metadata("design:type", String)
], Workspace.prototype, "name", void 0);
_ts_decorate([
    Column('boolean', {
        name: 'is_sample'
    }),
    _ts_metadata("design:type", Boolean)
], Workspace.prototype, "isSample", void 0);
_ts_decorate([
    Column('text', {
        name: 'postal_address',
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], Workspace.prototype, "postalAddress", void 0);
_ts_decorate([
    Column('text', {
        name: 'time_zone'
    }),
    _ts_metadata("design:type", String)
], Workspace.prototype, "timeZone", void 0);
_ts_decorate([
    Column('text', {
        name: 'default_from_name',
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], Workspace.prototype, "defaultFromName", void 0);
_ts_decorate([
    Column('text', {
        name: 'default_from_email',
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], Workspace.prototype, "defaultFromEmail", void 0);
_ts_decorate([
    Column('text', {
        name: 'default_reply_to',
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], Workspace.prototype, "defaultReplyTo", void 0);
_ts_decorate([
    Column('text', {
        name: 'created_at'
    }),
    _ts_metadata("design:type", String)
], Workspace.prototype, "createdAt", void 0);
Workspace = _ts_decorate([
    Entity('workspaces')
], Workspace);
