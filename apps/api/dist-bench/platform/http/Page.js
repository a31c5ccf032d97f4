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
import { IntField, TextField } from './fields.js';
/** The two query parameters of every list. Extend it with the list's own filters. */ export class PageQuery {
    constructor(){
        this.limit = 50;
    }
}
_ts_decorate([
    IntField({
        optional: true,
        min: 1,
        max: 200,
        default: 50,
        description: 'How many rows at most'
    }),
    _ts_metadata("design:type", Number)
], PageQuery.prototype, "limit", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 1000,
        description: '`nextCursor` of the page before'
    }),
    _ts_metadata("design:type", String)
], PageQuery.prototype, "cursor", void 0);
