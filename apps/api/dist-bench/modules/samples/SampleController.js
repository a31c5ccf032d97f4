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
import { Delete, Post } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Returns, ReturnsNothing, SignedIn } from '../../platform/http/routes.js';
import { WorkspaceDto } from '../workspaces/WorkspaceService.js';
import { SampleService } from './SampleService.js';
export class SampleController {
    constructor(samples){
        this.samples = samples;
    }
    createSampleWorkspace(ctx) {
        return this.samples.create(ctx);
    }
    deleteSampleWorkspace(ctx) {
        return this.samples.delete(ctx);
    }
}
_ts_decorate([
    Post(),
    SignedIn(),
    Returns(WorkspaceDto, 201),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], SampleController.prototype, "createSampleWorkspace", null);
_ts_decorate([
    Delete(),
    SignedIn(),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], SampleController.prototype, "deleteSampleWorkspace", null);
SampleController = _ts_decorate([
    ApiController('sample-workspace'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof SampleService === "undefined" ? Object : SampleService
    ])
], SampleController);
