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
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from '../http/routes.js';
const PATH_METADATA = 'path';
export class AccessDeclarations {
    constructor(discovery, scanner, reflector){
        this.discovery = discovery;
        this.scanner = scanner;
        this.reflector = reflector;
    }
    onModuleInit() {
        const undeclared = this.discovery.getControllers().flatMap(({ instance, metatype })=>{
            const prototype = Object.getPrototypeOf(instance ?? {});
            return this.scanner.getAllMethodNames(prototype).map((name)=>prototype[name]).filter((handler)=>typeof handler === 'function' && Reflect.hasMetadata(PATH_METADATA, handler)).filter((handler)=>!this.reflector.get(ACCESS, handler)).map((handler)=>`${metatype?.name ?? 'a controller'}.${handler.name}`);
        });
        if (undeclared.length > 0) throw new Error(`These routes do not declare who may call them (@Allow, @SignedIn or @Public): ${undeclared.join(', ')}`);
    }
}
AccessDeclarations = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof DiscoveryService === "undefined" ? Object : DiscoveryService,
        typeof MetadataScanner === "undefined" ? Object : MetadataScanner,
        typeof Reflector === "undefined" ? Object : Reflector
    ])
], AccessDeclarations);
