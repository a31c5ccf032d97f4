import { mailLabDescriptor } from './mailLab/MailLabSender.js';
import { smtpDescriptor } from './smtp/smtpConfig.js';
import type { ProviderDescriptor } from './contracts/ProviderDescriptor.js';

export type SenderType = 'mail_lab' | 'smtp';

export const senderTypes: readonly SenderType[] = ['mail_lab', 'smtp'];

export function descriptorOf(type: SenderType): ProviderDescriptor {
  switch (type) {
    case 'mail_lab':
      return mailLabDescriptor;
    case 'smtp':
      return smtpDescriptor;
  }
}
