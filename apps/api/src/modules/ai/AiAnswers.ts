import { Injectable, type MessageEvent } from '@nestjs/common';
import { GeneratorError, type TextAnswer } from '@rapport/providers';
import { Observable, of } from 'rxjs';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { AiEndings } from './AiEndings.js';
import { type AiEnd, type AiRequestRow, AiRequestRepository } from './AiRequestRepository.js';
import { AiRequestService, presentRequest, SIGNS_PER_TOKEN } from './AiRequestService.js';
import { AiSettingsService, costOf, type ReadyAi } from './AiSettingsService.js';
import type { AiPiece, AiWork, RawPiece } from './aiTypes.js';
import { judgePieces } from './judgePieces.js';
import { promptOf } from './promptOf.js';
import { readPieces, readUnfinished } from './readPieces.js';

const BAD_FORM = 'The answer was not in the form that was asked for. Ask again, or choose another model in Settings → AI.';
const FAILED = 'Something went wrong on this server. Ask again.';
const GONE = 'This question was removed while it was being answered, such as with its contact. Nothing of the answer is kept.';
const ELSEWHERE = 'This answer is being written in another tab.';

/**
 * Asks what was taken, once, while someone reads the events of it: `text` with the pieces so far, unchecked, then `done` or `failed` with the
 * request. Whoever stops reading stops the question, and pays only for what was written until then.
 */
@Injectable()
export class AiAnswers {
  constructor(
    private readonly requests: AiRequestRepository,
    private readonly service: AiRequestService,
    private readonly settings: AiSettingsService,
    private readonly endings: AiEndings,
    private readonly logger: AppLogger,
  ) {}

  /** @throws AppError 404, and 409 where AI was switched off meanwhile */
  async stream(ctx: WorkspaceContext, id: string): Promise<Observable<MessageEvent>> {
    const row = await this.service.require(ctx, id);
    if (row.state !== 'waiting') return of(endOf(row));
    const ready = await this.settings.requireReady(ctx);
    if (!(await this.requests.claim(ctx, id))) return of(endOf({ ...row, state: 'running' }));
    return new Observable((reader) => {
      const stop = new AbortController();
      void this.answer(ctx, { row, ready, signal: stop.signal }, (event) => reader.next(event))
        .catch((error: unknown) => {
          this.logger.failure('ai.answerNotKept', error);
          return { type: 'failed', data: { ...presentRequest(row), state: 'failed', problem: FAILED } };
        })
        .then((event) => {
          reader.next(event);
          reader.complete();
        });
      return () => stop.abort();
    });
  }

  private async answer(
    ctx: WorkspaceContext,
    { row, ready, signal }: { row: AiRequestRow; ready: ReadyAi; signal: AbortSignal },
    tell: (event: MessageEvent) => void,
  ): Promise<MessageEvent> {
    const work = JSON.parse(row.input) as AiWork;
    const { question, restore, told } = promptOf(work);
    const asked = Math.ceil((question.instructions.length + question.data.length) / SIGNS_PER_TOKEN);
    let written = '';
    const onText = (soFar: string): void => {
      written = soFar;
      tell({ type: 'text', data: { pieces: readUnfinished(soFar, work.kinds).map(restore) } });
    };
    const used = (
      inputTokens: number,
      outputTokens: number,
    ): Pick<AiEnd, 'inputTokens' | 'outputTokens' | 'cost' | 'prompt' | 'response'> => ({
      ...{ inputTokens, outputTokens, cost: costOf(ready.settings, inputTokens, outputTokens) },
      ...{ prompt: question.data, response: written },
    });
    try {
      const answer: TextAnswer = await ready.generator.ask(question, { signal, onText });
      const spent = used(answer.inputTokens ?? asked, answer.outputTokens ?? Math.ceil(written.length / SIGNS_PER_TOKEN));
      const pieces = readPieces(answer.text, work.kinds);
      const judged = pieces && judgePieces(pieces.map(restore), work);
      const end = judged
        ? { state: 'done', problem: null, pieces: JSON.stringify(judged) }
        : { state: 'failed', problem: BAD_FORM, pieces: null };
      const response = judged ? toldPieces(pieces, judged, work) : `No answer: ${BAD_FORM}`;
      return await this.settle(ctx, row, { ...spent, ...end } as AiEnd, { prompt: told, response });
    } catch (error) {
      const isOurs = !(error instanceof GeneratorError);
      if (isOurs) this.logger.failure('ai.questionFailed', error);
      const kind = isOurs ? null : error.kind;
      // Nothing was read, so nothing was used.
      const isFree = written === '' && (kind === null || ['auth', 'model', 'limited', 'unavailable', 'cancelled'].includes(kind));
      const output = (isOurs ? null : error.outputTokens) ?? Math.ceil(written.length / SIGNS_PER_TOKEN);
      const spent = isFree ? used(0, 0) : used(asked, output);
      const problem = isOurs ? FAILED : error.message;
      const state = kind === 'cancelled' ? 'cancelled' : 'failed';
      const soFar = readUnfinished(written, work.kinds).map(({ text }) => text);
      const response = [...soFar, `No answer: ${problem}`].join('\n\n');
      return this.settle(ctx, row, { ...spent, state, problem, pieces: null }, { prompt: told, response });
    }
  }

  private async settle(
    ctx: WorkspaceContext,
    row: AiRequestRow,
    end: AiEnd,
    told: { prompt: string; response: string },
  ): Promise<MessageEvent> {
    const isKept = await this.endings.end(ctx, row.id, end, told);
    return endOf(isKept ? { ...row, ...end } : { ...row, state: 'failed', problem: GONE });
  }
}

/** As it came, without what was put back into it. What no source supports is said to be so. */
function toldPieces(came: readonly RawPiece[], judged: readonly AiPiece[], { mustCite = false }: AiWork): string {
  const isProven = ({ findings, sources }: AiPiece): boolean => findings.length === 0 && (!mustCite || sources.length > 0);
  return judged.map((piece, at) => `${isProven(piece) ? '' : 'Not proven: '}${came[at]?.text ?? ''}`).join('\n\n');
}

function endOf(row: AiRequestRow): MessageEvent {
  if (row.state === 'running') return { type: 'failed', data: { ...presentRequest(row), problem: ELSEWHERE } };
  return { type: row.state === 'done' ? 'done' : 'failed', data: presentRequest(row) };
}
