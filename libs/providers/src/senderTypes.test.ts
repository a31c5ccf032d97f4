import { descriptorOf, senderTypes } from './senderTypes.js';

it.each(senderTypes)('%s binds its secrets to settings that exist and are readable', (type) => {
  const { fields } = descriptorOf(type);
  for (const field of fields) {
    if (!field.secret) continue;
    for (const key of field.boundTo) expect(fields.find((other) => other.key === key)).toMatchObject({ secret: false });
  }
});

it('binds the SMTP password to the server, the account and the way there', () => {
  const password = descriptorOf('smtp').fields.find(({ key }) => key === 'password');
  expect(password).toMatchObject({ secret: true, boundTo: ['host', 'port', 'security', 'user', 'acceptAnyCertificate'] });
});
