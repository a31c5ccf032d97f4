import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { TemplateRenderService } from '../templates/TemplateRenderService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { AiQuestionDto, AiRequestDto, AskAiDto, DecideAiDto } from './AiDtos.js';
import { aiAnswerNotThere, aiBudgetSpent, aiPieceDecided, aiRequestNotFound, unprovenText } from './aiErrors.js';
import { AiLimits } from './AiLimits.js';
import { AiContacts } from './AiContacts.js';
import { contactWorkOf } from './aiContactOrders.js';
import { workOf } from './aiOrders.js';
import { type AiRequestRow, AiRequestRepository } from './AiRequestRepository.js';
import { AiSettingsRepository, type AiSettingsRow } from './AiSettingsRepository.js';
import { AiSettingsService, costOf, monthOf } from './AiSettingsService.js';
import { type AiDecision, type AiPiece, type AiWork, CONTACT_TASKS, type ContactTask, type MessageTask } from './aiTypes.js';
import { findingsOf } from './judgePieces.js';
import { promptOf } from './promptOf.js';

/** A question that did not end within so long was left behind by a process that is gone. */
const LEFT_MS = 15 * 60_000;
/** Signs of one token, at the least: what is reserved must not be too little. */
export const SIGNS_PER_TOKEN = 3;

/** Questions to AI and what is decided about their answers. More than six dependencies: each is allowed, paid for, kept, told and made of what others know. */
@Injectable()
export class AiRequestService {
  constructor(
    private readonly requests: AiRequestRepository,
    private readonly settings: AiSettingsService,
    private readonly settingRows: AiSettingsRepository,
    private readonly limits: AiLimits,
    private readonly contacts: AiContacts,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Takes a question, and reserves what it may cost. It is asked when its events are read. */
  async ask(ctx: WorkspaceContext, input: AskAiDto): Promise<AiRequestDto> {
    const { model, settings } = await this.settings.requireReady(ctx);
    const tags = (await this.rendering.listMergeTags(ctx)).map(({ tag }) => tag);
    const { name } = await this.workspaces.require(ctx);
    const work = await this.workOf(ctx, input, settings, { workspace: name, tags });
    const contactId = isAboutContact(input) ? (input.contactId ?? null) : null;
    await this.limits.count(ctx);
    const id = newId();
    const { instructions, data } = promptOf(work).question;
    const inputTokens = Math.ceil((instructions.length + data.length) / SIGNS_PER_TOKEN);
    const outputTokens = work.mostTokens;
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.settingRows.lock(ctx);
      const cost = costOf(settings, inputTokens, outputTokens);
      await this.requireBudget(ctx, settings, { tokens: inputTokens + outputTokens, cost });
      const row = { id, contactId, task: input.task, model, input: JSON.stringify(work), inputTokens, outputTokens, cost };
      await this.requests.insert(ctx, row, nowIso(this.clock));
      await this.audit.record(ctx, {
        action: 'ai.asked',
        entity: contactId === null ? ['workspace', ctx.workspaceId] : ['contact', contactId],
        details: { task: input.task, model, request: id },
      });
    });
    return this.get(ctx, id);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<AiRequestDto> {
    return presentRequest(await this.require(ctx, id));
  }

  /** Who asked what for, and what it cost: newest first, nothing of the texts. */
  async list(ctx: WorkspaceContext, query: PageQuery): Promise<Page<AiQuestionDto>> {
    return toPage(
      await this.requests.list(ctx, query),
      query.limit,
      (row) => [row.createdAt, row.id],
      (row) => ({ ...row, tokens: Number(row.tokens), cost: Number(row.cost) / 1_000_000 }),
    );
  }

  /** Only whoever asked sees the answer. @throws AppError 404 */
  async require(ctx: WorkspaceContext, id: string): Promise<AiRequestRow> {
    const row = await this.requests.find(ctx, id);
    if (!row || row.userId !== actorUserId(ctx)) throw aiRequestNotFound();
    return row;
  }

  /** Records that a part of an answer is taken over or not. What no source supports is taken over only as the author's own statement. */
  async decide(ctx: WorkspaceContext, id: string, { piece: at, isAccepted, text, confirmed = [] }: DecideAiDto): Promise<void> {
    const row = await this.require(ctx, id);
    const piece = row.state === 'done' ? piecesOf(row)[at] : undefined;
    if (!piece) throw aiAnswerNotThere();
    const decisions = row.decisions === null ? [] : (JSON.parse(row.decisions) as AiDecision[]);
    if (decisions.some((decision) => decision.piece === at)) throw aiPieceDecided();
    const work = JSON.parse(row.input) as AiWork;
    const findings = text === undefined ? piece.findings : findingsOf({ text, url: piece.url }, piece.sources, work);
    const unproven = findings.filter((finding) => !finding.mayConfirm || !confirmed.includes(finding.text));
    if (isAccepted && unproven.length > 0) throw unprovenText(unproven.map((finding) => finding.text));
    const stated = isAccepted ? findings.map((finding) => finding.text) : [];
    const decision: AiDecision = { piece: at, isAccepted, text: text ?? null, confirmed: stated, at: nowIso(this.clock) };
    await this.unitOfWork.run(ctx, async (ctx) => {
      const isFirst = await this.requests.decide(ctx, id, { before: row.decisions, after: JSON.stringify([...decisions, decision]) });
      if (!isFirst) throw aiPieceDecided();
      const action = isAccepted ? 'ai.accepted' : 'ai.rejected';
      await this.audit.record(ctx, {
        action,
        entity: ['workspace', ctx.workspaceId],
        details: { request: id, piece: at, confirmed: stated },
      });
    });
  }

  private async workOf(
    ctx: WorkspaceContext,
    input: AskAiDto,
    { allowedFields }: AiSettingsRow,
    around: { workspace: string; tags: readonly string[] },
  ): Promise<AiWork> {
    if (!isAboutContact(input)) return workOf(input as AskAiDto & { task: MessageTask }, around);
    return contactWorkOf(input, await this.contacts.matterOf(ctx, input, allowedFields), around);
  }

  private async requireBudget(ctx: WorkspaceContext, settings: AiSettingsRow, wanted: { tokens: number; cost: number }): Promise<void> {
    const now = this.clock.now();
    await this.requests.endLeft(ctx, new Date(now.getTime() - LEFT_MS).toISOString(), now.toISOString());
    const used = await this.requests.usage(ctx, monthOf(now).usedFrom);
    const isOver = used.tokens + wanted.tokens > Number(settings.monthTokens);
    const isTooDear = settings.monthCost !== null && used.cost + wanted.cost > Number(settings.monthCost) * 10_000;
    if (isOver || isTooDear) throw aiBudgetSpent();
  }
}

function isAboutContact(input: AskAiDto): input is AskAiDto & { task: ContactTask } {
  return (CONTACT_TASKS as readonly string[]).includes(input.task);
}

export function piecesOf({ pieces }: Pick<AiRequestRow, 'pieces'>): AiPiece[] {
  return pieces === null ? [] : (JSON.parse(pieces) as AiPiece[]);
}

export function presentRequest(row: AiRequestRow): AiRequestDto {
  const { sources } = JSON.parse(row.input) as AiWork;
  return {
    id: row.id,
    task: row.task,
    state: row.state,
    problem: row.problem,
    pieces: piecesOf(row).map((piece) => ({ ...piece, sources: [...piece.sources], findings: [...piece.findings] })),
    sources: sources.map(({ id, label, text, entryId = null }) => ({ id, label, text, entryId })),
    inputTokens: Number(row.inputTokens),
    outputTokens: Number(row.outputTokens),
    cost: Number(row.cost) / 1_000_000,
    createdAt: row.createdAt,
  };
}
