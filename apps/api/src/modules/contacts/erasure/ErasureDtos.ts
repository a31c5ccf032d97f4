import { TextField } from '../../../platform/http/fields.js';

export class EraseContactDto {
  @TextField({
    min: 1,
    max: 254,
    description: 'The email address of the contact, or its display name where it has none: typed, so that nobody erases the wrong one',
  })
  confirm!: string;
}
