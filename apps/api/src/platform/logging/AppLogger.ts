import { Injectable } from '@nestjs/common';
import { createLogger, format, type Logger, transports } from 'winston';
import { redactText } from './redactText.js';

/** Ids, counts and codes; never bodies, headers or addresses. What is done for a request says which (`requestId`), jobs included. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** winston: info for actions, error for failures. One line a record; JSON outside a terminal. */
@Injectable()
export class AppLogger {
  private readonly logger: Logger;

  constructor(level = 'info', isTerminal = process.stdout.isTTY) {
    this.logger = createLogger({
      level,
      format: isTerminal
        ? format.combine(format.timestamp({ format: 'HH:mm:ss' }), format.printf(readable))
        : format.combine(format.timestamp(), format.json()),
      transports: [new transports.Console({ stderrLevels: ['error'] })],
    });
  }

  /** `event` is a stable dotted name, such as `campaign.launched`. */
  info(event: string, fields: LogFields = {}): void {
    this.logger.info(event, prepared(fields));
  }

  warn(event: string, fields: LogFields = {}): void {
    this.logger.warn(event, prepared(fields));
  }

  /** An error that a person should look at, with its stack and the stack of its cause. */
  failure(event: string, error: unknown, fields: LogFields = {}): void {
    this.logger.error(event, { ...prepared(fields), error: redactText(stackOf(error)) });
  }
}

/** Nothing secret passes, whoever hands it over. */
function prepared(fields: LogFields): LogFields {
  const safe: Record<string, LogFields[string]> = {};
  for (const [name, value] of Object.entries(fields)) safe[name] = typeof value === 'string' ? redactText(value) : value;
  return safe;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own;
}

function readable({ timestamp, level, message, error, ...fields }: Record<string, unknown>): string {
  const rest = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${String(value)}`)
    .join('');
  return `${String(timestamp)} ${String(level)} ${String(message)}${rest}${error ? `\n${String(error)}` : ''}`;
}
