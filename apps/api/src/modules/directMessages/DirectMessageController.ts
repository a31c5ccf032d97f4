import { Body, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, ReadOnly, Returns, WorkspaceController } from '../../platform/http/routes.js';
import {
  DirectMessageDto,
  MessageOptionsDto,
  MessagePreviewDto,
  PreviewMessageDto,
  ResolveMessageDto,
  SendMessageDto,
  TextOptionsDto,
  TextPreviewDto,
  WriteTextDto,
} from './DirectMessageDtos.js';
import { DirectMessageService } from './DirectMessageService.js';
import { DirectTextWriter } from './DirectTextWriter.js';
import { DirectMessageWriter } from './DirectMessageWriter.js';

/** What a member writes to one contact. */
@WorkspaceController('contacts/:id/messages')
export class DirectMessageController {
  constructor(
    private readonly messages: DirectMessageService,
    private readonly writer: DirectMessageWriter,
    private readonly texts: DirectTextWriter,
  ) {}

  @Get('options')
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(MessageOptionsDto)
  getMessageOptions(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<MessageOptionsDto> {
    return this.writer.optionsFor(ctx, id);
  }

  @Post('preview')
  @Allow('author')
  @NeedsScope('messages:send')
  @ReadOnly()
  @Returns(MessagePreviewDto)
  previewMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: PreviewMessageDto,
  ): Promise<MessagePreviewDto> {
    return this.writer.preview(ctx, id, input);
  }

  @Post()
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(DirectMessageDto, 201)
  sendMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SendMessageDto,
  ): Promise<DirectMessageDto> {
    return this.messages.send(ctx, id, input);
  }

  @Get('text-options')
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(TextOptionsDto)
  getTextOptions(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TextOptionsDto> {
    return this.texts.optionsFor(ctx, id);
  }

  @Post('text-preview')
  @Allow('author')
  @NeedsScope('messages:send')
  @ReadOnly()
  @Returns(TextPreviewDto)
  previewTextMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: WriteTextDto,
  ): Promise<TextPreviewDto> {
    return this.texts.preview(ctx, id, input);
  }

  @Post('texts')
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(DirectMessageDto, 201)
  sendTextMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: WriteTextDto,
  ): Promise<DirectMessageDto> {
    return this.messages.sendText(ctx, id, input);
  }

  @Get(':messageId')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(DirectMessageDto)
  getMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<DirectMessageDto> {
    return this.messages.get(ctx, id, messageId);
  }

  @Post(':messageId/cancel')
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(DirectMessageDto)
  cancelMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<DirectMessageDto> {
    return this.messages.cancel(ctx, id, messageId);
  }

  @Post(':messageId/resolve')
  @Allow('author')
  @NeedsScope('messages:send')
  @Returns(DirectMessageDto)
  resolveMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Body() input: ResolveMessageDto,
  ): Promise<DirectMessageDto> {
    return this.messages.resolve(ctx, id, messageId, input.outcome);
  }
}
