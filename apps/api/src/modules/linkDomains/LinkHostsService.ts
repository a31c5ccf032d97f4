import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { systemContext } from '../../platform/context/contexts.js';
import { LinkDomainRepository } from './LinkDomainRepository.js';
import { linkHostOf } from './linkHost.js';

const KEPT = 1_000;
const KEPT_MS = 15_000;

/** Which hosts serve the links of which workspace. Kept for seconds: each request asks. */
@Injectable()
export class LinkHostsService {
  private readonly owners = new Map<string, (token: string) => Promise<string | null>>();
  private readonly known = new Map<string, { readonly until: number; readonly owner: Promise<string | null> }>();

  constructor(
    private readonly domains: LinkDomainRepository,
    private readonly config: AppConfig,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** The host that links of a campaign lead through that starts now; null: the address of this installation. */
  async readyHost(ctx: WorkspaceContext): Promise<string | null> {
    const row = await this.domains.current(ctx);
    return row?.state === 'ready' ? row.host : null;
  }

  /** Whether it works or not; null: the workspace has none. */
  async enteredHost(ctx: WorkspaceContext): Promise<string | null> {
    return (await this.domains.current(ctx))?.host ?? null;
  }

  /** What links through this host begin with. */
  baseOf(host: string | null): string {
    return host === null ? this.config.publicUrl : `https://${host}${this.config.basePath}`;
  }

  /** Null: an address of this installation, which serves everything. */
  ownerOf(hostname: string): Promise<string | null> {
    const host = linkHostOf(hostname);
    if (host === null || host === new URL(this.config.publicUrl).hostname) return Promise.resolve(null);
    const known = this.known.get(host);
    if (known && known.until > performance.now()) return known.owner;
    if (this.known.size >= KEPT) this.known.delete(this.known.keys().next().value as string);
    const owner = this.domains.ownerOf(systemContext(this.dataSource.manager), host).catch((error: unknown) => {
      this.known.delete(host);
      throw error;
    });
    this.known.set(host, { until: performance.now() + KEPT_MS, owner });
    return owner;
  }

  /** Modules whose links are served at such a host say whose each is, by the area of its address. */
  register(area: 'u' | 't', ownerOf: (token: string) => Promise<string | null>): void {
    this.owners.set(area, ownerOf);
  }

  /** Null: no link of ours, which its own page says. */
  async ownerOfLink(area: string, token: string): Promise<string | null> {
    return (await this.owners.get(area)?.(token)) ?? null;
  }

  forget(host: string): void {
    this.known.delete(host);
  }
}
