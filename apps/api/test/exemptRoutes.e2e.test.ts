import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import request from 'supertest';
import { CSRF_EXEMPT } from '../src/platform/http/routes.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

/** Routes that another site's page may call. Each is meant to be: a new one has to be added here, by someone who thought about it. */
it('lists every route that is exempt from the check for forged requests', () => {
  const scanner = new MetadataScanner();
  const exempt = test.app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance ?? {}) as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.getMetadata(CSRF_EXEMPT, prototype[name] ?? {}) === true)
        .map((name) => `${metatype?.name ?? ''}.${name}`);
    });
  expect(exempt.sort()).toEqual([
    'FormPageController.confirmSignUp',
    'FormPageController.submitForm',
    'PreferenceController.changePreferences',
    'ProviderReportController.takeReports',
    'UnsubscribeController.undoUnsubscribe',
    'UnsubscribeController.unsubscribe',
    'UnsubscribeController.unsubscribeFromAll',
  ]);
});

it('keeps the door shut beside them', async () => {
  const answer = await request(test.app.getHttpServer()).post('/api/v1/auth/logout').set('Origin', 'https://elsewhere.example');
  expect(answer.status).toBe(403);
});
