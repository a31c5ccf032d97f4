import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../http/routes.js';
import { Readiness, type ReadinessReport } from './Readiness.js';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers. */
  @Get('live')
  @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can serve: 503 and the names of the checks that failed when it cannot. */
  @Get('ready')
  @Public()
  ready(): Promise<ReadinessReport> {
    return this.readiness.check();
  }
}
