import { Get } from '@nestjs/common';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../http/routes.js';
import { PublicAddress } from './PublicAddress.js';
import { PublicAddressDto } from './PublicAddressDto.js';

@WorkspaceController('public-address')
export class PublicAddressController {
  constructor(private readonly address: PublicAddress) {}

  @Get()
  @Allow('admin')
  @NeedsScope('senders:read')
  @Returns(PublicAddressDto)
  checkPublicAddress(): Promise<PublicAddressDto> {
    return this.address.check();
  }
}
