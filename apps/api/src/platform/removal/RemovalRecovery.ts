import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../config/AppConfig.js';
import { systemContext } from '../context/contexts.js';
import { Removals } from './Removals.js';

/** A job that failed for the last time is tried again with every start. */
@Injectable()
export class RemovalRecovery implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly removals: Removals,
    private readonly config: AppConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role !== 'api') await this.removals.resume(systemContext(this.dataSource.manager));
  }
}
