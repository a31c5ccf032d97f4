import { localPath } from './LoginPage';

test.each(['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', '', null])(
  'does not leave the dashboard for %s',
  (next) => {
    expect(localPath(next)).toBe('/');
  },
);

test('goes back to where one was', () => {
  expect(localPath('/w/1/contacts?search=a')).toBe('/w/1/contacts?search=a');
});
