import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { notFound } from '../../platform/http/AppError.js';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import type { SecretDto, SecretTestDto } from './SecretDtos.js';
import { secretPlace } from './secretPlace.js';
import { type SecretKey, type SecretMark, SecretRepository, type SecretRow } from './SecretRepository.js';
import { secretHasNoTest } from './settingErrors.js';

/** A kind of secret, declared once by the module that uses it. */
export interface SecretDeclaration {
  /** `<module or vendor>.<what>`, for ever: sealed values are bound to it. */
  readonly name: string;
  readonly label: string;
  /** One sentence: what it is for. */
  readonly purpose: string;
  /** Asks whoever the stored secret is for whether it works. */
  readonly test?: (ctx: WorkspaceContext, subject: string) => Promise<SecretTestDto>;
}

/**
 * What workspaces entrust to Rapport: passwords, keys and tokens of any module, sealed (docs/adr/0071). Write-only: values are opened
 * for the module that uses them and are in no answer. The form of the settings that a secret belongs to sets it, because only that
 * module knows what it is bound to.
 */
@Injectable()
export class SecretService {
  private readonly declarations = new Map<string, SecretDeclaration>();

  constructor(
    private readonly secrets: SecretRepository,
    private readonly secretBox: SecretBox,
    private readonly audit: AuditTrail,
    private readonly users: UserService,
    private readonly clock: Clock,
  ) {}

  /** In the constructor of the module that uses it. */
  declare(declaration: SecretDeclaration): void {
    if (this.declarations.has(declaration.name)) throw new Error(`Two modules declare the secret ${declaration.name}.`);
    this.declarations.set(declaration.name, declaration);
  }

  /** In the unit of work of the settings it belongs to. `binding`: a digest of those that decide where it is sent. */
  async set(ctx: WorkspaceContext, key: SecretKey, value: string, binding = ''): Promise<void> {
    const id = await this.seal(ctx, key, value, binding, { setAt: nowIso(this.clock), setBy: actorUserId(ctx) });
    await this.audit.record(ctx, { action: 'secret.set', entity: ['secret', id], details: { name: key.name } });
  }

  /** The same secret for other settings, or from where an older version kept it: whoever set it is still who set it. */
  seal(ctx: WorkspaceContext, key: SecretKey, value: string, binding: string, mark: SecretMark): Promise<string> {
    this.require(key.name);
    const place = secretPlace({ workspaceId: ctx.workspaceId, name: key.name, subject: key.subject ?? '', binding });
    const { setAt, setBy } = mark;
    return this.secrets.put(ctx, key, { binding, sealed: this.secretBox.seal(value, place), setAt, setBy });
  }

  /** Null when there is none; throws `secret.unreadable` for another binding, a row that was altered, and keys of another installation. */
  async open(ctx: WorkspaceContext, key: SecretKey, binding = ''): Promise<string | null> {
    const row = await this.secrets.findSealed(ctx, key);
    const place = secretPlace({ workspaceId: ctx.workspaceId, name: key.name, subject: key.subject ?? '', binding });
    return row ? this.secretBox.open(row.sealed, place) : null;
  }

  async remove(ctx: WorkspaceContext, key: SecretKey): Promise<void> {
    const id = await this.secrets.remove(ctx, key);
    if (id) await this.audit.record(ctx, { action: 'secret.removed', entity: ['secret', id], details: { name: key.name } });
  }

  /** Those of one subject, by name. */
  async marksOf(ctx: WorkspaceContext, subject: string): Promise<ReadonlyMap<string, SecretMark>> {
    return new Map((await this.secrets.listOf(ctx, subject)).map(({ name, setAt, setBy }) => [name, { setAt, setBy }]));
  }

  async list(ctx: WorkspaceContext): Promise<SecretDto[]> {
    const rows = await this.secrets.list(ctx);
    const names = await this.users.namesOf(ctx, [...new Set(rows.flatMap(({ setBy }) => setBy ?? []))]);
    return rows.map((row) => this.present(row, names));
  }

  async test(ctx: WorkspaceContext, id: string): Promise<SecretTestDto> {
    const row = await this.secrets.findById(ctx, id);
    if (!row) throw notFound('secret');
    const { test } = this.require(row.name);
    if (!test) throw secretHasNoTest();
    return test(ctx, row.subject);
  }

  /** What secrets are called in the audit log. */
  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = (await this.secrets.list(ctx)).filter(({ id }) => ids.includes(id));
    return new Map(rows.map(({ id, name }) => [id, this.declarations.get(name)?.label ?? name]));
  }

  /** A secret of a module that is no longer part of the product stays sealed, and is shown under its name. */
  private present({ id, name, subject, setAt, setBy }: SecretRow, names: ReadonlyMap<string, string>): SecretDto {
    const { label = name, purpose = '', test } = this.declarations.get(name) ?? {};
    return { id, name, subject, label, purpose, setAt, setBy: setBy && (names.get(setBy) ?? null), canBeTested: test !== undefined };
  }

  private require(name: string): SecretDeclaration {
    const declaration = this.declarations.get(name);
    if (!declaration) throw new Error(`No module declares the secret ${name}.`);
    return declaration;
  }
}
