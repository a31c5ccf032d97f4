import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of someone else, on another origin of this machine. */
export interface ForeignSite {
  /** `localhost` is the same site as the product, so that cookies go along; `127.0.0.1` is another. */
  readonly origins: { readonly sameSite: string; readonly otherSite: string };
  stop(): Promise<void>;
}

/** Serves one page that attacks as soon as it is open, and says when it is done by its title. */
export async function startForeignSite(target: string, workspaceId: string, contactId: string): Promise<ForeignSite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(attack(target, `${target}/api/v1/workspaces/${workspaceId}`, contactId));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origins: { sameSite: `http://localhost:${port}`, otherSite: `http://127.0.0.1:${port}` },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function attack(target: string, workspace: string, contactId: string): string {
  return `<!doctype html><title>attacking</title>
<iframe name="sink" hidden></iframe>
<iframe id="embedded" src="${target}/" width="600" height="400"></iframe>
<form id="logout" method="post" target="sink" action="${target}/api/v1/auth/logout"></form>
<form id="list" method="post" target="sink" enctype="text/plain" action="${workspace}/lists"><input name='{"name":"Forged by form","x":"' value='"}'></form>
<form id="encoded" method="post" target="sink" action="${workspace}/lists"><input name="name" value="Forged by field"></form>
<form id="upload" method="post" target="sink" enctype="multipart/form-data" action="${workspace}/imports"><input name="file" value="First name"></form>
<script>
const target = ${JSON.stringify(target)}, workspace = ${JSON.stringify(workspace)}, contactId = ${JSON.stringify(contactId)};
const silently = async (work) => { try { await work(); } catch {} };
const post = (address, type, body, mode = 'no-cors') => silently(() =>
  fetch(address, { method: 'POST', mode, credentials: 'include', headers: type ? { 'content-type': type } : {}, body }));
const submit = (id) => new Promise((resolve) => {
  const sink = document.querySelector('[name=sink]');
  sink.onload = resolve;
  setTimeout(resolve, 1500);
  document.getElementById(id).submit();
});
(async () => {
  await post(workspace + '/lists', 'text/plain', JSON.stringify({ name: 'Forged by fetch' }));
  await post(workspace + '/lists', 'application/x-www-form-urlencoded', 'name=Forged');
  await post(target + '/api/v1/auth/logout', '', '');
  await silently(() => fetch(workspace + '/lists', { method: 'POST', mode: 'cors', credentials: 'include',
    headers: { 'content-type': 'application/json', 'x-rapport-client': 'web' }, body: JSON.stringify({ name: 'Forged with header' }) }));
  await silently(() => fetch(workspace + '/contacts/' + contactId, { method: 'DELETE', mode: 'cors', credentials: 'include' }));
  navigator.sendBeacon(workspace + '/lists', new Blob([JSON.stringify({ name: 'Forged by beacon' })], { type: 'text/plain' }));
  const read = await fetch(workspace + '/contacts', { credentials: 'include' }).then((answer) => answer.text(), () => 'unreadable');
  document.body.dataset.read = read;
  for (const path of ['/api/v1/auth/logout', '/contacts/' + contactId + '/restore'])
    await new Promise((resolve) => { const image = new Image(); image.onload = image.onerror = resolve; image.src = target + path; });
  for (const id of ['list', 'encoded', 'upload', 'logout']) await submit(id);
  document.title = 'done';
})();
</script>`;
}
