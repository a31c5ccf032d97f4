import { Body, Delete, Get, Put } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../platform/http/routes.js';
import { LabFaultStateDto, SetLabFaultDto } from './LabFaultDtos.js';
import { LabFaultService } from './LabFaultService.js';

@WorkspaceController('mail-lab/fault')
export class LabFaultController {
  constructor(private readonly faults: LabFaultService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('mailLab:read')
  @Returns(LabFaultStateDto)
  getLabFault(@Ctx() ctx: WorkspaceContext): Promise<LabFaultStateDto> {
    return this.faults.show(ctx);
  }

  @Put()
  @Allow('admin')
  @NeedsScope('mailLab:write')
  @Returns(LabFaultStateDto)
  setLabFault(@Ctx() ctx: WorkspaceContext, @Body() input: SetLabFaultDto): Promise<LabFaultStateDto> {
    return this.faults.set(ctx, input);
  }

  @Delete()
  @Allow('admin')
  @NeedsScope('mailLab:write')
  @Returns(LabFaultStateDto)
  clearLabFault(@Ctx() ctx: WorkspaceContext): Promise<LabFaultStateDto> {
    return this.faults.clear(ctx);
  }
}
