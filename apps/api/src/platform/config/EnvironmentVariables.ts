import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';

const toInt = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
const toBool = ({ value }: { value: unknown }): unknown =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;

/** Every variable that Rapport reads, with its default. README lists them for people. */
export class EnvironmentVariables {
  @Transform(toInt)
  @IsInt({ message: 'PORT must be a whole number between 0 and 65535 (default 3000).' })
  @Min(0, { message: 'PORT must be between 0 and 65535 (0 picks a free one).' })
  @Max(65535, { message: 'PORT must be between 0 and 65535.' })
  PORT: number = 3000;

  @IsString()
  @MinLength(1, { message: 'HOST must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.' })
  HOST: string = '127.0.0.1';

  @IsString()
  @MinLength(1, { message: 'DATA_DIR must be a folder (default ./data).' })
  DATA_DIR: string = './data';

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use SQLite.' })
  DATABASE_URL?: string;

  @IsIn(['all', 'api', 'worker'], { message: 'ROLE must be all, api or worker.' })
  ROLE: 'all' | 'api' | 'worker' = 'all';

  /** Checked in publicUrl.ts. */
  @IsOptional()
  @IsString()
  PUBLIC_URL?: string;

  @IsOptional()
  @Matches(/^[\w.:-]{1,100}$/, {
    message: 'INSTALLATION_NAME may hold up to 100 letters, digits, dots, colons, hyphens and underscores. Give a copy another one.',
  })
  INSTALLATION_NAME?: string;

  @IsIn(['error', 'warn', 'info', 'debug'], { message: 'LOG_LEVEL must be error, warn, info or debug.' })
  LOG_LEVEL: 'error' | 'warn' | 'info' | 'debug' = 'info';

  @IsOptional()
  @IsIn(['closed', 'open'], {
    message: 'REGISTRATION must be closed (people join by invitation) or open. Leave it out to choose it in the dashboard.',
  })
  REGISTRATION?: 'closed' | 'open';

  @Transform(toInt)
  @IsInt({ message: 'MAX_UPLOAD_MB must be a whole number of megabytes.' })
  @Min(1, { message: 'MAX_UPLOAD_MB must be at least 1.' })
  @Max(100_000, { message: 'MAX_UPLOAD_MB must be at most 100000.' })
  MAX_UPLOAD_MB: number = 1024;

  @Transform(toInt)
  @IsInt({ message: 'SEND_PER_MINUTE must be a whole number of messages.' })
  @Min(1, { message: 'SEND_PER_MINUTE must be at least 1.' })
  @Max(1_000_000, { message: 'SEND_PER_MINUTE must be at most 1000000.' })
  SEND_PER_MINUTE: number = 300_000;

  @Transform(toInt)
  @IsInt({ message: 'SMTP_CONNECTIONS must be a whole number.' })
  @Min(1, { message: 'SMTP_CONNECTIONS must be at least 1.' })
  @Max(100, { message: 'SMTP_CONNECTIONS must be at most 100.' })
  SMTP_CONNECTIONS: number = 10;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, { message: 'MAILGUN_URL must be an address without a path, such as https://api.mailgun.net.' })
  MAILGUN_URL?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, { message: 'TWILIO_URL must be an address without a path, such as https://api.twilio.com.' })
  TWILIO_URL?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, {
    message: 'MICROSOFT_LOGIN_URL must be an address without a path, such as https://login.microsoftonline.us.',
  })
  MICROSOFT_LOGIN_URL?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, {
    message: 'MICROSOFT_GRAPH_URL must be an address without a path, such as https://graph.microsoft.us.',
  })
  MICROSOFT_GRAPH_URL?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, { message: 'GMAIL_URL must be an address without a path, such as https://gmail.googleapis.com.' })
  GMAIL_URL?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s?#]+$/, { message: 'GOOGLE_TOKEN_URL must be an address, such as https://oauth2.googleapis.com/token.' })
  GOOGLE_TOKEN_URL?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s?#]+$/, {
    message: 'GOOGLE_AUTH_URL must be an address, such as https://accounts.google.com/o/oauth2/v2/auth.',
  })
  GOOGLE_AUTH_URL?: string;

  @IsOptional()
  @Matches(/^[0-9a-fA-F.:[\]]+(,[0-9a-fA-F.:[\]]+)*$/, {
    message: 'DNS_SERVERS must be addresses of name servers with commas in between, such as 192.0.2.1,192.0.2.2:5353.',
  })
  DNS_SERVERS?: string;

  @Transform(toInt)
  @IsInt({ message: 'JOB_CONCURRENCY must be a whole number.' })
  @Min(1, { message: 'JOB_CONCURRENCY must be at least 1.' })
  @Max(100, { message: 'JOB_CONCURRENCY must be at most 100.' })
  JOB_CONCURRENCY: number = 4;

  /** Checked in trustedProxies.ts. */
  @IsString()
  TRUST_PROXY: string = 'false';

  @Transform(toInt)
  @IsInt({ message: 'RATE_LIMIT_KEY must be a whole number: requests a minute of one API key (default 1200).' })
  @Min(1, { message: 'RATE_LIMIT_KEY must be at least 1.' })
  @Max(1_000_000_000, { message: 'RATE_LIMIT_KEY must be at most 1000000000.' })
  RATE_LIMIT_KEY: number = 1_200;

  @Transform(toInt)
  @IsInt({ message: 'RATE_LIMIT_WORKSPACE must be a whole number: requests a minute of all API keys of a workspace (default 3000).' })
  @Min(1, { message: 'RATE_LIMIT_WORKSPACE must be at least 1.' })
  @Max(1_000_000_000, { message: 'RATE_LIMIT_WORKSPACE must be at most 1000000000.' })
  RATE_LIMIT_WORKSPACE: number = 3_000;

  @Transform(toInt)
  @IsInt({ message: 'RATE_LIMIT_PERSON must be a whole number: requests a minute of one signed-in person (default 6000).' })
  @Min(1, { message: 'RATE_LIMIT_PERSON must be at least 1.' })
  @Max(1_000_000_000, { message: 'RATE_LIMIT_PERSON must be at most 1000000000.' })
  RATE_LIMIT_PERSON: number = 6_000;

  @Transform(toInt)
  @IsInt({
    message: 'RATE_LIMIT_ADDRESS must be a whole number: requests a minute of one address where nobody is signed in (default 1200).',
  })
  @Min(1, { message: 'RATE_LIMIT_ADDRESS must be at least 1.' })
  @Max(1_000_000_000, { message: 'RATE_LIMIT_ADDRESS must be at most 1000000000.' })
  RATE_LIMIT_ADDRESS: number = 1_200;

  @IsIn(['off', 'loopback'], { message: 'METRICS must be off (default) or loopback. For readers elsewhere set METRICS_TOKEN.' })
  METRICS: 'off' | 'loopback' = 'off';

  @IsOptional()
  @MinLength(16, { message: 'METRICS_TOKEN needs at least 16 characters. Make one with: openssl rand -hex 24.' })
  METRICS_TOKEN?: string;

  @Transform(toInt)
  @IsInt({ message: 'MIN_FREE_DISK_MB must be a whole number of megabytes.' })
  @Min(0, { message: 'MIN_FREE_DISK_MB must be at least 0.' })
  MIN_FREE_DISK_MB: number = 200;

  @Transform(toBool)
  @IsBoolean({ message: 'OUTGOING_ALLOW_PRIVATE must be true or false.' })
  OUTGOING_ALLOW_PRIVATE: boolean = false;

  @IsOptional()
  @Matches(/^[\w.-]+:\d{1,5}(,[\w.-]+:\d{1,5})*$/, {
    message: 'AI_PRIVATE_HOSTS must be hosts with their ports and commas in between, such as 127.0.0.1:11434,ollama:11434.',
  })
  AI_PRIVATE_HOSTS?: string;

  @Transform(toBool)
  @IsBoolean({ message: 'LINK_CHECKS must be true (default) or false.' })
  LINK_CHECKS: boolean = true;

  @Transform(toBool)
  @IsBoolean({ message: 'DOMAIN_CHECKS must be true (default) or false.' })
  DOMAIN_CHECKS: boolean = true;

  /** Checked in systemMailConfig.ts. */
  @IsOptional()
  @IsString()
  SYSTEM_SMTP_URL?: string;

  @IsOptional()
  @IsString()
  SYSTEM_MAIL_FROM?: string;
}
