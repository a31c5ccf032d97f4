import { Body, Delete, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import {
  Allow,
  NeedsScope,
  Refuses,
  Returns,
  ReturnsList,
  ReturnsNothing,
  StepUp,
  WorkspaceController,
} from '../../../platform/http/routes.js';
import { SigningKeyChecks } from './SigningKeyChecks.js';
import { CreateSigningKeyDto, SigningKeyCheckDto, SigningKeyDto } from './SigningKeyDtos.js';
import { SigningKeyService } from './SigningKeyService.js';

/** What an SMTP sender signs messages with (DKIM). */
@WorkspaceController('sender-accounts/:id/signing-keys')
export class SigningKeyController {
  constructor(
    private readonly keys: SigningKeyService,
    private readonly checks: SigningKeyChecks,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('senders:read')
  @ReturnsList(SigningKeyDto)
  listSigningKeys(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SigningKeyDto[]> {
    return this.keys.list(ctx, id);
  }

  @Post()
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Refuses(409)
  @Returns(SigningKeyDto)
  createSigningKey(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CreateSigningKeyDto,
  ): Promise<SigningKeyDto> {
    return this.keys.create(ctx, id, input);
  }

  /** Asks the name servers now. Once its record is found, the key signs, in place of the one that signed for its domain until then. */
  @Post(':keyId/check')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SigningKeyCheckDto)
  checkSigningKey(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<SigningKeyCheckDto> {
    return this.checks.check(ctx, id, keyId);
  }

  @Delete(':keyId')
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @ReturnsNothing()
  removeSigningKey(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<void> {
    return this.keys.remove(ctx, id, keyId);
  }
}
