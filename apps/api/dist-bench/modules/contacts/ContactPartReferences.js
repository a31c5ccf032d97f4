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
export class ContactPartReferences {
    registerCustomFields(part) {
        this.customFieldsPart = part;
    }
    registerLists(part) {
        this.listsPart = part;
    }
    registerBulkAction(name, action) {
        this.bulkActions.set(name, action);
    }
    get customFields() {
        return required(this.customFieldsPart, 'custom fields');
    }
    get lists() {
        return required(this.listsPart, 'lists');
    }
    bulkAction(name) {
        return required(this.bulkActions.get(name) ?? null, `the bulk action ${name}`);
    }
    constructor(){
        this.customFieldsPart = null;
        this.listsPart = null;
        this.bulkActions = new Map();
    }
}
ContactPartReferences = _ts_decorate([
    Injectable()
], ContactPartReferences);
function required(part, name) {
    if (part === null) throw new Error(`No module has registered ${name} with contacts.`);
    return part;
}
