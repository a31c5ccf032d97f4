import type { OpenAPIObject } from '@nestjs/swagger';
import { hostileId, hostileNumber, hostileText, hostileValue, POISONED_JSON } from './hostileValues.js';
import type { SeededRandom } from './SeededRandom.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema?: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Ids that exist, by the word before them in the path (`contacts`, `campaigns`): some of one's own, some of strangers. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

interface DocumentedOperation {
  readonly parameters?: Parameter[];
  readonly requestBody?: { content: Record<string, { schema: Schema }> };
  readonly responses: Readonly<Record<string, { content?: Record<string, unknown> }>>;
}

/** All but streams, which do not end. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, DocumentedOperation>)
      .filter(([, { responses }]) => !responses['200']?.content?.['text/event-stream'])
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? null,
      })),
  );
}

/** What has an id in a path, with the word before it. */
export function idsInPath(path: string): { word: string; name: string }[] {
  return [...path.matchAll(/([^/]+)\/\{(\w+)\}/g)].map(([, word = '', name = '']) => ({ word, name }));
}

/** Of its own name, else of the word before it. */
export function knownIds(ids: KnownIds, { word, name }: { word: string; name: string }): readonly string[] {
  return ids[name] ?? (name === 'token' ? [] : ids[word]) ?? [];
}

/** Requests that are right in most places and wrong in some, so that they get past the first check. */
export class RequestMaker {
  constructor(
    private readonly document: OpenAPIObject,
    private readonly random: SeededRandom,
    private readonly ids: KnownIds,
  ) {}

  make(operation: Operation): HostileRequest {
    const path = this.pathOf(operation) + this.queryOf(operation);
    const isRead = operation.method === 'GET';
    return { method: operation.method, path, ...(isRead ? { headers: {}, body: null } : this.bodyOf(operation)) };
  }

  private pathOf({ path }: Operation): string {
    const known = this.random.chance(0.65);
    return path.replace(/([^/]+)\/\{(\w+)\}/g, (_whole, word: string, name: string) => {
      const ids = knownIds(this.ids, { word, name });
      const mayUse = ids.length > 0 && (known || (name === 'workspaceId' && this.random.chance(0.9)));
      return `${word}/${mayUse ? this.random.pick(ids) : hostileId(this.random)}`;
    });
  }

  private queryOf({ parameters }: Operation): string {
    const parts: string[] = [];
    for (const { in: place, name } of parameters) {
      if (place !== 'query' || this.random.chance(0.6)) continue;
      const value = this.random.chance(0.3) ? String(hostileNumber(this.random)) : hostileText(this.random).slice(0, 1_500);
      const cursor = Buffer.from(JSON.stringify([hostileText(this.random).slice(0, 300), hostileNumber(this.random)])).toString(
        'base64url',
      );
      parts.push(`${name}=${encode(name === 'cursor' && this.random.chance(0.6) ? cursor : value)}`);
      if (this.random.chance(0.15)) parts.push(`${name}=again`, `${name}[]=x`, `${name}[__proto__][a]=b`);
    }
    if (this.random.chance(0.1)) parts.push('__proto__[x]=1', 'constructor=1', 'unknown=%00');
    return parts.length > 0 ? `?${parts.join('&')}` : '';
  }

  private bodyOf(operation: Operation): Pick<HostileRequest, 'headers' | 'body'> {
    const json = { 'content-type': 'application/json' };
    const body = operation.body ? this.sample(operation.body, 0) : {};
    switch (this.random.below(16)) {
      case 0:
        return { headers: {}, body: null };
      case 1:
        return { headers: json, body: '' };
      case 2:
        return { headers: json, body: JSON.stringify(body).slice(0, -1) };
      case 3:
        return {
          headers: { 'content-type': this.random.pick(['text/plain', 'application/xml', 'nonsense', 'application/json; charset=utf-16']) },
          body: '<a/>',
        };
      case 4:
        return {
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body: this.random.pick(['--x--', '--x\r\n\r\nhalf', 'nothing']),
        };
      case 5:
        return { headers: json, body: POISONED_JSON };
      case 6:
        return { headers: json, body: JSON.stringify(hostileValue(this.random)) };
      case 7:
        return { headers: json, body: JSON.stringify(wide(this.random.pick([150, 201, 3_000]), this.random.pick([5, 400]))) };
      case 8:
        return {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: this.random.pick(['a=1', '__proto__=1', '%', '&&&', 'a=%zz', 'a=1&'.repeat(500)]),
        };
      default:
        return { headers: json, body: JSON.stringify(body) };
    }
  }

  /** A value of this schema; here and there one of no schema at all. */
  private sample(schema: Schema, depth: number): unknown {
    if (depth > 0 && this.random.chance(depth > 2 ? 0.1 : 0.18)) return hostileValue(this.random);
    const resolved = this.resolve(schema);
    if (resolved.enum) return this.random.pick(resolved.enum);
    switch (resolved.type) {
      case 'object':
        return Object.fromEntries([
          ...Object.entries(resolved.properties ?? {})
            .filter(() => this.random.chance(0.85))
            .map(([name, inner]) => [name, this.sample(inner, depth + 1)]),
          ...(this.random.chance(0.05) || !resolved.properties ? [[hostileText(this.random), hostileValue(this.random)]] : []),
        ]) as object;
      case 'array':
        return Array.from({ length: this.random.below(3) }, () => this.sample(resolved.items ?? {}, depth + 1));
      case 'integer':
      case 'number':
        return this.random.chance(0.5) ? 1 + this.random.below(20) : hostileNumber(this.random);
      case 'boolean':
        return this.random.chance(0.5);
      default:
        return this.text(resolved);
    }
  }

  private text({ format }: Schema): string {
    if (this.random.chance(0.3)) return hostileText(this.random);
    if (format === 'uuid') return this.random.pick(Object.values(this.ids).flat());
    if (format === 'email') return `fuzz-${this.random.below(1e9)}@example.com`;
    if (format === 'date-time') return new Date(1.8e12 + this.random.below(1e9)).toISOString();
    return `Text ${this.random.below(1e6)}`;
  }

  private resolve(schema: Schema): Schema {
    const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (!target) return schema;
    return (this.document.components?.schemas?.[target.split('/').at(-1) ?? ''] ?? {}) as Schema;
  }
}

/** Fields that no request has. */
function wide(keys: number, length: number): object {
  return Object.fromEntries(Array.from({ length: keys }, (_, index) => [`${index}`.padStart(length, 'k'), index]));
}

/** Also what encodeURIComponent refuses: a lone surrogate leaves as the bytes that a careless client would send. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}
