import { MailLabSender, type LabDelivery } from './MailLabSender.js';
import { describeSenderContract, kindOf, parseForContract, sampleEmail } from '../testing/index.js';

function labInMemory(): { stored: Map<string, LabDelivery>; sender: MailLabSender } {
  const stored = new Map<string, LabDelivery>();
  const sender = new MailLabSender({
    store: async (delivery) => void stored.set(delivery.messageId, delivery),
    storeText: async () => Promise.reject(new Error('This is no text.')),
    nextFault: async () => null,
    settle: async (messageId) => (stored.has(messageId) ? 'sent' : 'notSent'),
  });
  return { stored, sender };
}

describe('MailLabSender', () => {
  describe('keeps the contract of every sender', () => {
    describeSenderContract(
      async () => {
        const { stored, sender } = labInMemory();
        return { sender, arrived: async () => [...stored.values()].map((delivery) => delivery.mime), stop: async () => undefined };
      },
      { it, equal: (actual, expected) => expect(actual).toEqual(expected), parse: parseForContract },
    );
  });

  it('does not know what happened when the store fails', async () => {
    const sender = new MailLabSender({
      store: async () => Promise.reject(new Error('disk full')),
      storeText: async () => undefined,
      nextFault: async () => null,
      settle: async () => 'notSent',
    });
    expect(await kindOf(sender.send(sampleEmail()))).toBe('unknownOutcome');
  });
});
