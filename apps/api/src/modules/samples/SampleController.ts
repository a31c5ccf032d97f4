import { Delete, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Refuses, Returns, ReturnsNothing, SignedIn } from '../../platform/http/routes.js';
import { WorkspaceDto } from '../workspaces/public.js';
import { SampleService } from './SampleService.js';

@ApiController('sample-workspace')
export class SampleController {
  constructor(private readonly samples: SampleService) {}

  @Post()
  @SignedIn()
  @Returns(WorkspaceDto, 201)
  createSampleWorkspace(@Ctx() ctx: Context): Promise<WorkspaceDto> {
    return this.samples.create(ctx);
  }

  @Delete()
  @SignedIn()
  @Refuses(404)
  @ReturnsNothing()
  deleteSampleWorkspace(@Ctx() ctx: Context): Promise<void> {
    return this.samples.delete(ctx);
  }
}
