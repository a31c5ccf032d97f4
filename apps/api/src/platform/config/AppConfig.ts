import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { EnvironmentVariables } from './EnvironmentVariables.js';
import { readPublicUrl } from './publicUrl.js';
import { readSystemMail, type SystemMailConfig } from './systemMailConfig.js';
import { readTrustedProxies, type TrustedProxies } from './trustedProxies.js';

/** Wrong configuration: one list of everything that is wrong, for a person; the process exits with code 1. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      problems.length === 1
        ? problems[0]
        : `The configuration has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
  }
}

/** Whom requests are counted for (platform/security/RateLimits.ts). */
export type RateLimitKind = 'key' | 'workspace' | 'person' | 'address';

/** What takes more than one line to read. */
interface ConfigParts {
  readonly systemMail: SystemMailConfig;
  readonly trustedProxies: TrustedProxies;
  readonly publicUrl: string | null;
}

/** The configuration, read once. The only reader of process.env. */
export class AppConfig {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds database, secrets, uploads. */
  readonly dataDir: string;
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };
  readonly role: 'all' | 'api' | 'worker';
  /** The address people use, without a slash at the end; null means that it is taken from the port in use. */
  readonly configuredPublicUrl: string | null;
  /** The path that all addresses begin with where Rapport shares a host: `/rapport`, mostly the empty text. */
  readonly basePath: string;
  readonly trustedProxies: TrustedProxies;
  readonly systemMail: SystemMailConfig;
  /** Tells this installation from copies of it where the file system cannot; null: the file system does. */
  readonly installationName: string | null;
  readonly logLevel: string;
  /** Null: as the operator chooses in the dashboard. */
  readonly registration: 'open' | 'closed' | null;
  readonly maxUploadBytes: number;
  readonly sendPerMinute: number;
  readonly smtpConnections: number;
  /** In place of Mailgun's own addresses. */
  readonly mailgunUrl: string | null;
  /** In place of Twilio's own address. */
  readonly twilioUrl: string | null;
  /** In place of Microsoft's own addresses. */
  readonly microsoft: { readonly loginUrl: string | null; readonly graphUrl: string | null };
  /** In place of Google's own addresses: of the Gmail API, and where access tokens come from. */
  readonly gmailUrl: string | null;
  readonly googleTokenUrl: string | null;
  /** In place of the page of Google where people sign in. */
  readonly googleAuthUrl: string | null;
  /** Asked about the domains of senders. Empty: those of this machine. */
  readonly dnsServers: readonly string[];
  /** How many background jobs run at the same time in one process. */
  readonly jobConcurrency: number;
  /** Requests a minute. */
  readonly rateLimits: Readonly<Record<RateLimitKind, number>>;
  /** Who may read /metrics. */
  readonly metrics: { readonly kind: 'off' } | { readonly kind: 'loopback' } | { readonly kind: 'token'; readonly token: string };
  /** Below this much free space below DATA_DIR the process says that it is not ready. */
  readonly minFreeDiskBytes: number;
  /** Whether addresses that people type may lead into the private network. */
  readonly mayReachPrivate: boolean;
  /** `host:port` of AI services in the private network that workspaces may use all the same. */
  readonly aiPrivateHosts: readonly string[];
  /** Whether the links of a campaign are opened before it is sent. */
  readonly checksLinks: boolean;
  /** Whether SPF, DKIM and DMARC of a campaign's sender address are looked up before it is sent. */
  readonly checksDomains: boolean;
  private listeningUrl: string | null = null;

  constructor(variables: EnvironmentVariables, parts: ConfigParts) {
    this.systemMail = parts.systemMail;
    this.trustedProxies = parts.trustedProxies;
    this.configuredPublicUrl = parts.publicUrl;
    this.basePath = parts.publicUrl ? new URL(parts.publicUrl).pathname.replace(/\/$/, '') : '';
    this.port = variables.PORT;
    this.host = variables.HOST;
    this.dataDir = path.resolve(variables.DATA_DIR);
    this.database = variables.DATABASE_URL
      ? { kind: 'postgres', url: variables.DATABASE_URL }
      : { kind: 'sqlite', file: path.join(this.dataDir, 'rapport.db') };
    this.role = variables.ROLE;
    this.installationName = variables.INSTALLATION_NAME ?? null;
    this.logLevel = variables.LOG_LEVEL;
    this.registration = variables.REGISTRATION ?? null;
    this.maxUploadBytes = variables.MAX_UPLOAD_MB * 1024 * 1024;
    this.sendPerMinute = variables.SEND_PER_MINUTE;
    this.smtpConnections = variables.SMTP_CONNECTIONS;
    this.mailgunUrl = variables.MAILGUN_URL ?? null;
    this.twilioUrl = variables.TWILIO_URL ?? null;
    this.microsoft = { loginUrl: variables.MICROSOFT_LOGIN_URL ?? null, graphUrl: variables.MICROSOFT_GRAPH_URL ?? null };
    this.gmailUrl = variables.GMAIL_URL ?? null;
    this.googleTokenUrl = variables.GOOGLE_TOKEN_URL ?? null;
    this.googleAuthUrl = variables.GOOGLE_AUTH_URL ?? null;
    this.dnsServers = variables.DNS_SERVERS?.split(',') ?? [];
    this.jobConcurrency = variables.JOB_CONCURRENCY;
    this.rateLimits = {
      key: variables.RATE_LIMIT_KEY,
      workspace: variables.RATE_LIMIT_WORKSPACE,
      person: variables.RATE_LIMIT_PERSON,
      address: variables.RATE_LIMIT_ADDRESS,
    };
    this.metrics = variables.METRICS_TOKEN ? { kind: 'token', token: variables.METRICS_TOKEN } : { kind: variables.METRICS };
    this.minFreeDiskBytes = variables.MIN_FREE_DISK_MB * 1024 * 1024;
    this.mayReachPrivate = variables.OUTGOING_ALLOW_PRIVATE;
    this.aiPrivateHosts = variables.AI_PRIVATE_HOSTS?.toLowerCase().split(',') ?? [];
    this.checksLinks = variables.LINK_CHECKS;
    this.checksDomains = variables.DOMAIN_CHECKS;
  }

  /** The base of every link that leaves the house (unsubscribe links, invitations). */
  get publicUrl(): string {
    return this.configuredPublicUrl ?? this.listeningUrl ?? `http://localhost:${this.port}`;
  }

  get isSecure(): boolean {
    return this.publicUrl.startsWith('https://');
  }

  /** Told once by main.ts, when PORT=0 has become a number. */
  listensOn(port: number): void {
    this.listeningUrl = `http://localhost:${port}`;
  }
}

/** Reads the environment and, where there is one, the file `.env` beside package.json (the environment wins). */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, envFile = path.resolve('.env')): AppConfig {
  const problems: string[] = [];
  const known = Object.keys(new EnvironmentVariables()).concat(
    'DATABASE_URL',
    'PUBLIC_URL',
    'INSTALLATION_NAME',
    'METRICS_TOKEN',
    'MAILGUN_URL',
    'TWILIO_URL',
    'MICROSOFT_LOGIN_URL',
    'MICROSOFT_GRAPH_URL',
    'GMAIL_URL',
    'GOOGLE_TOKEN_URL',
    'GOOGLE_AUTH_URL',
    'DNS_SERVERS',
    'AI_PRIVATE_HOSTS',
    'REGISTRATION',
    'SYSTEM_SMTP_URL',
    'SYSTEM_MAIL_FROM',
  );
  const fromFile = existsSync(envFile) ? readEnvFile(envFile, problems) : {};
  const raw: Record<string, string> = {};
  for (const name of known) {
    const value = environment[name] ?? fromFile[name];
    if (value !== undefined && value !== '') raw[name] = value;
  }
  const variables = plainToInstance(EnvironmentVariables, raw, { exposeDefaultValues: true });
  for (const error of validateSync(variables, { stopAtFirstError: true })) problems.push(...Object.values(error.constraints ?? {}));
  if (variables.ROLE !== 'all' && !variables.DATABASE_URL)
    problems.push(`ROLE=${variables.ROLE} needs DATABASE_URL: SQLite has one writing process, so it always runs with ROLE=all.`);
  const parts: ConfigParts = {
    systemMail: readSystemMail(variables.SYSTEM_SMTP_URL, variables.SYSTEM_MAIL_FROM, problems),
    trustedProxies: readTrustedProxies(variables.TRUST_PROXY, problems),
    publicUrl: variables.PUBLIC_URL === undefined ? null : readPublicUrl(variables.PUBLIC_URL, problems),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return new AppConfig(variables, parts);
}

function readEnvFile(file: string, problems: string[]): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    problems.push(`The file ${file} cannot be read. Check its permissions, or remove it.`);
    return {};
  }
  text.split(/\r?\n/).forEach((line, index) => {
    const isFine = /^\s*(#.*)?$/.test(line) || /^\s*(export\s+)?[A-Za-z_][A-Za-z0-9_.]*\s*=/.test(line);
    if (!isFine && !isInsideQuotes(text, index)) problems.push(`Line ${index + 1} of ${file} is not of the form NAME=value.`);
  });
  return parse(text);
}

/** Whether a line continues a quoted value that an earlier line opened. */
function isInsideQuotes(text: string, lineIndex: number): boolean {
  const before = text.split(/\r?\n/).slice(0, lineIndex).join('\n');
  return (before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}
