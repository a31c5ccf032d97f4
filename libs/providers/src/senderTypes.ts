import type { ReadReports } from './contracts/ProviderReport.js';
import { googleDescriptor } from './google/googleConfig.js';
import { mailgunDescriptor } from './mailgun/mailgunConfig.js';
import { readMailgunReports } from './mailgun/readMailgunReports.js';
import { mailLabDescriptor } from './mailLab/MailLabSender.js';
import { microsoft365Descriptor } from './microsoft365/microsoft365Config.js';
import { smtpDescriptor } from './smtp/smtpConfig.js';
import { readTwilioReports } from './twilio/readTwilioReports.js';
import { twilioDescriptor } from './twilio/twilioConfig.js';
import type { ProviderDescriptor } from './contracts/ProviderDescriptor.js';

export type SenderType = 'mail_lab' | 'smtp' | 'mailgun' | 'microsoft_365' | 'google_workspace' | 'twilio';

export const senderTypes: readonly SenderType[] = ['mail_lab', 'smtp', 'mailgun', 'microsoft_365', 'google_workspace', 'twilio'];

export function descriptorOf(type: SenderType): ProviderDescriptor {
  switch (type) {
    case 'mail_lab':
      return mailLabDescriptor;
    case 'smtp':
      return smtpDescriptor;
    case 'mailgun':
      return mailgunDescriptor;
    case 'microsoft_365':
      return microsoft365Descriptor;
    case 'google_workspace':
      return googleDescriptor;
    case 'twilio':
      return twilioDescriptor;
  }
}

/** How the reports of a provider are read; null where it does not report to an address of ours. */
export function reportsReaderOf(type: SenderType): ReadReports | null {
  switch (type) {
    case 'mailgun':
      return readMailgunReports;
    case 'twilio':
      return readTwilioReports;
    case 'mail_lab':
    case 'smtp':
    case 'microsoft_365':
    case 'google_workspace':
      return null;
  }
}
