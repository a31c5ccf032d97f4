import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Refuses, Returns, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { CallOptionsDto, MakeCallDto, OwnPhoneDto, PhoneCallDto, SetOwnPhoneDto } from './CallDtos.js';
import { CallOptions } from './CallOptions.js';
import { CallService } from './CallService.js';
import { OwnPhones } from './OwnPhones.js';

/** Calls that a member makes to one contact. */
@WorkspaceController('contacts/:id/calls')
export class CallController {
  constructor(
    private readonly calls: CallService,
    private readonly options: CallOptions,
  ) {}

  @Get('options')
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(CallOptionsDto)
  getCallOptions(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CallOptionsDto> {
    return this.options.list(ctx, id);
  }

  @Post()
  @Allow('author')
  @NeedsScope('messages:send')
  @Refuses(409)
  @Returns(PhoneCallDto, 201)
  makeCall(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: MakeCallDto): Promise<PhoneCallDto> {
    return this.calls.make(ctx, id, input);
  }

  @Get(':callId')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(PhoneCallDto)
  getCall(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('callId', ParseUUIDPipe) callId: string,
  ): Promise<PhoneCallDto> {
    return this.calls.get(ctx, id, callId);
  }

  @Post(':callId/cancel')
  @Allow('author')
  @NeedsScope('messages:send')
  @Refuses(409)
  @Returns(PhoneCallDto)
  cancelCall(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('callId', ParseUUIDPipe) callId: string,
  ): Promise<PhoneCallDto> {
    return this.calls.cancel(ctx, id, callId);
  }
}

/** The phone of whoever asks. */
@WorkspaceController('own-phone')
export class OwnPhoneController {
  constructor(private readonly phones: OwnPhones) {}

  @Get()
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(OwnPhoneDto)
  getOwnPhone(@Ctx() ctx: WorkspaceContext): Promise<OwnPhoneDto> {
    return this.phones.get(ctx);
  }

  @Put()
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(OwnPhoneDto)
  setOwnPhone(@Ctx() ctx: WorkspaceContext, @Body() input: SetOwnPhoneDto): Promise<OwnPhoneDto> {
    return this.phones.set(ctx, input.phone);
  }

  @Delete()
  @Allow('author')
  @NeedsScope('messages:send')
  @ReturnsNothing()
  removeOwnPhone(@Ctx() ctx: WorkspaceContext): Promise<void> {
    return this.phones.remove(ctx);
  }
}
