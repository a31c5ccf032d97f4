import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';

interface Service {
  readonly environment: Record<string, string>;
  readonly profiles?: string[];
  readonly ports?: string[];
  readonly volumes?: string[];
  readonly deploy?: { readonly replicas: number };
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: object;
}

const read = (file: string): string => readFileSync(file, 'utf8');
const dockerfile = read('Dockerfile').replace(/\\\n\s*/g, '');
const instructions = (name: string): string[] =>
  [...dockerfile.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map((match) => match[1] ?? '');
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service>; volumes: object };
const settings = [...read('apps/api/src/platform/config/EnvironmentVariables.ts').matchAll(/^ {2}([A-Z_]+)[?:]/gm)].map(
  (match) => match[1],
);
const packages = ['apps', 'libs'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};

describe('Dockerfile', () => {
  it('runs on Node 24 as a user without rights', () => {
    expect(instructions('FROM').every((image) => image.startsWith('node:24-'))).toBe(true);
    expect(instructions('USER')).toEqual(['node']);
  });

  it('copies only what exists, and the manifest of every package before it installs', () => {
    const copied = instructions('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
    const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages.map((folder) => `${folder}/package.json`)];
    expect(copied).toEqual(expect.arrayContaining(manifests));
  });

  it('installs and builds with the commands that everyone uses', () => {
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
    expect(instructions('RUN').slice(0, 2)).toEqual(['node tools/install.mjs', 'node tools/build.mjs']);
    expect(instructions('RUN')[2]).toContain(`npx --yes ${packageManager} `);
  });

  it('sets only settings that the server reads, and keeps everything in the volume', () => {
    const names = instructions('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0]));
    expect(names.filter((name) => name !== 'NODE_ENV' && !settings.includes(name))).toEqual([]);
    expect(instructions('VOLUME')).toEqual(['/data']);
    expect(dockerfile).toContain('DATA_DIR=/data');
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('its health check makes of an answer %i the exit code %i', async (status, exitCode) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const [program = '', ...args] = JSON.parse(instructions('HEALTHCHECK')[0]?.replace(/^.*?CMD /, '') ?? '[]') as string[];
    const child = spawn(program, args, { env: { ...process.env, PORT: String((server.address() as AddressInfo).port) } });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(exitCode);
    expect(asked).toEqual(['/health/ready']);
    server.close();
  });
});

describe('docker-compose.yml', () => {
  it('starts one container with SQLite unless asked for more', () => {
    const always = Object.entries(compose.services).filter(([, { profiles }]) => !profiles);
    expect(always.map(([name]) => name)).toEqual(['rapport']);
    expect(service('rapport').environment).toMatchObject({ ROLE: 'all' });
    expect(service('rapport').environment).not.toHaveProperty('DATABASE_URL');
  });

  it('scales to PostgreSQL, one API and two workers that wait for it', () => {
    expect(service('api')).toMatchObject({
      profiles: ['scale'],
      environment: { ROLE: 'api' },
      depends_on: { postgres: { condition: 'service_healthy' } },
    });
    expect(service('worker')).toMatchObject({
      profiles: ['scale'],
      environment: { ROLE: 'worker' },
      deploy: { replicas: 2 },
      depends_on: { api: { condition: 'service_healthy' } },
    });
    expect(service('worker').environment.DATABASE_URL).toBe(service('api').environment.DATABASE_URL);
    expect(service('postgres')).toMatchObject({ profiles: ['scale'], healthcheck: expect.anything() });
  });

  it('shares uploads and keys, and publishes nothing but the product', () => {
    for (const name of ['rapport', 'api', 'worker']) expect(service(name).volumes).toEqual(['data:/data']);
    expect(service('postgres').ports).toBeUndefined();
    expect(service('worker').ports).toBeUndefined();
    expect(Object.keys(compose.volumes)).toEqual(['data', 'postgres']);
  });

  it('sets only settings that the server reads', () => {
    const names = ['rapport', 'api', 'worker'].flatMap((name) => Object.keys(service(name).environment));
    expect(names.filter((name) => !settings.includes(name))).toEqual([]);
  });

  it('is accepted by Docker Compose where that is installed', () => {
    const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
    const checked = hasCompose
      ? spawnSync('docker', ['compose', '--profile', 'scale', 'config', '--quiet'], { encoding: 'utf8' }).stderr
      : '';
    expect(checked).toBe('');
  });
});
