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
import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, ReturnsNothing, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { AddNoteDto, ListTimelineQuery, TimelineEntryDto } from './TimelineDtos.js';
import { TimelineService } from './TimelineService.js';
export class TimelineController {
    constructor(timeline){
        this.timeline = timeline;
    }
    listTimeline(ctx, id, query) {
        return this.timeline.list(ctx, id, query);
    }
    addNote(ctx, id, { text }) {
        return this.timeline.addNote(ctx, id, text);
    }
    deleteNote(ctx, id, entryId) {
        return this.timeline.deleteNote(ctx, id, entryId);
    }
}
_ts_decorate([
    Get('timeline'),
    Allow('viewer'),
    ReturnsPage(TimelineEntryDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Query()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof ListTimelineQuery === "undefined" ? Object : ListTimelineQuery
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TimelineController.prototype, "listTimeline", null);
_ts_decorate([
    Post('notes'),
    Allow('author'),
    Returns(TimelineEntryDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof AddNoteDto === "undefined" ? Object : AddNoteDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TimelineController.prototype, "addNote", null);
_ts_decorate([
    Delete('notes/:entryId'),
    Allow('author'),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Param('entryId', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TimelineController.prototype, "deleteNote", null);
TimelineController = _ts_decorate([
    WorkspaceController('contacts/:id'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof TimelineService === "undefined" ? Object : TimelineService
    ])
], TimelineController);
