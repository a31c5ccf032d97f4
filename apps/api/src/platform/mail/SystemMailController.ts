import { Get, Param, ParseUUIDPipe } from '@nestjs/common';
import type { Context } from '../context/Context.js';
import { Ctx } from '../context/Ctx.js';
import { ApiController, Returns, ReturnsList, SignedIn } from '../http/routes.js';
import { SystemMailbox } from './SystemMailbox.js';
import { SystemMailDto, SystemMailSummaryDto } from './SystemMailDtos.js';

/** The built-in mailbox of the signed-in person. */
@ApiController('me/system-mails')
export class SystemMailController {
  constructor(private readonly mailbox: SystemMailbox) {}

  @Get()
  @SignedIn()
  @ReturnsList(SystemMailSummaryDto)
  listSystemMails(@Ctx() ctx: Context): Promise<SystemMailSummaryDto[]> {
    return this.mailbox.list(ctx);
  }

  @Get(':id')
  @SignedIn()
  @Returns(SystemMailDto)
  getSystemMail(@Ctx() ctx: Context, @Param('id', ParseUUIDPipe) id: string): Promise<SystemMailDto> {
    return this.mailbox.show(ctx, id);
  }
}
