import { DateTimeField, EnumField, TextField } from '../http/fields.js';

const PUBLIC_ADDRESS_STATES = ['reachable', 'private', 'unreachable', 'somethingElse'] as const;
export type PublicAddressState = (typeof PUBLIC_ADDRESS_STATES)[number];

/** The address in every link that leaves the house, and whether it leads back. */
export class PublicAddressDto {
  @TextField({ example: 'https://rapport.example.com' }) url!: string;
  @EnumField(PUBLIC_ADDRESS_STATES, { name: 'PublicAddressState' }) state!: PublicAddressState;
  @TextField({ description: 'What it means and what to do' }) message!: string;
  @DateTimeField() checkedAt!: string;
}
