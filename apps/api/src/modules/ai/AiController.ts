import { Body, Get, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../platform/http/Page.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import {
  Allow,
  NeedsScope,
  PeopleOnly,
  Refuses,
  Returns,
  ReturnsPage,
  ReturnsNothing,
  StepUp,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { AiAnswers } from './AiAnswers.js';
import { eventStream } from './eventStream.js';
import { AiQuestionDto, AiRequestDto, AiSettingsDto, AiTestDto, AskAiDto, DecideAiDto, SetAiSettingsDto } from './AiDtos.js';
import { AiRequestService } from './AiRequestService.js';
import { AiSettingsService } from './AiSettingsService.js';

/** Which AI service a workspace uses, and how far. */
@WorkspaceController('ai/settings')
export class AiSettingsController {
  constructor(private readonly settings: AiSettingsService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(AiSettingsDto)
  getAiSettings(@Ctx() ctx: WorkspaceContext): Promise<AiSettingsDto> {
    return this.settings.get(ctx);
  }

  @Put()
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @Returns(AiSettingsDto)
  setAiSettings(@Ctx() ctx: WorkspaceContext, @Body() input: SetAiSettingsDto): Promise<AiSettingsDto> {
    return this.settings.set(ctx, input);
  }

  /** Asks the service for a word. */
  @Post('test')
  @Allow('admin')
  @PeopleOnly()
  @Refuses(409)
  @Returns(AiTestDto)
  testAi(@Ctx() ctx: WorkspaceContext): Promise<AiTestDto> {
    return this.settings.test(ctx);
  }
}

/** Texts from AI, for whoever asks. */
@WorkspaceController('ai/requests')
export class AiRequestController {
  constructor(
    private readonly requests: AiRequestService,
    private readonly answers: AiAnswers,
  ) {}

  @Get()
  @Allow('admin')
  @PeopleOnly()
  @ReturnsPage(AiQuestionDto)
  listAiRequests(@Ctx() ctx: WorkspaceContext, @Query() query: PageQuery): Promise<Page<AiQuestionDto>> {
    return this.requests.list(ctx, query);
  }

  @Post()
  @Allow('author')
  @PeopleOnly()
  @Refuses(409)
  @Returns(AiRequestDto, 201)
  askAi(@Ctx() ctx: WorkspaceContext, @Body() input: AskAiDto): Promise<AiRequestDto> {
    return this.requests.ask(ctx, input);
  }

  @Get(':id')
  @Allow('author')
  @PeopleOnly()
  @Returns(AiRequestDto)
  getAiRequest(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<AiRequestDto> {
    return this.requests.get(ctx, id);
  }

  /**
   * The first reader makes the service answer; one that stops reading stops it. Not `@Sse()`: that has answered before it is known whether there
   * is such a request.
   */
  @Get(':id/events')
  @RawResponse()
  @Allow('author')
  @PeopleOnly()
  @Refuses(409)
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'Server-sent events: `text` with the pieces so far, unchecked; then `done` or `failed` with the request, and the end',
    schema: { type: 'string' },
  })
  async streamAiRequest(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    const events = await this.answers.stream(ctx, id);
    void reply.status(200).header('cache-control', 'no-store').type('text/event-stream').send(eventStream(events));
  }

  /** Whether a part of the answer is taken over. */
  @Post(':id/decisions')
  @Allow('author')
  @PeopleOnly()
  @Refuses(409)
  @ReturnsNothing()
  decideAi(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: DecideAiDto): Promise<void> {
    return this.requests.decide(ctx, id, input);
  }
}
