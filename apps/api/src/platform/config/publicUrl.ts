const ADVICE = 'PUBLIC_URL must be the address people use, such as https://rapport.example.com or https://example.com/rapport';

/** Paths of Rapport itself: below one of them a proxy that leaves out the path could not be told from one that does not. */
const OWN_PATHS: ReadonlySet<string> = new Set([
  'a',
  'api',
  'assets',
  'f',
  'health',
  'invite',
  'login',
  'media',
  'hooks',
  'metrics',
  'register',
  'reset-password',
  't',
  'u',
  'w',
]);

/**
 * The base of every link, without a slash at the end: origin in ASCII, and a path where Rapport shares a host. Whatever else an address
 * may hold would break links or put a password into every message; it is added to `problems` and answered with null.
 */
export function readPublicUrl(text: string, problems: string[]): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const problem = url && /^https?:\/\//i.test(text.trim()) ? problemOf(url, text) : `${ADVICE}.`;
  if (problem) problems.push(problem);
  return url && !problem ? url.origin + url.pathname.replace(/\/+$/, '') : null;
}

function problemOf({ username, password, pathname, hostname }: URL, text: string): string | null {
  // The value is not repeated: it may hold a password.
  if (username !== '' || password !== '') return `${ADVICE}, without a user name or password: it appears in every message.`;
  if (text.includes('?') || text.includes('#')) return `${ADVICE}, without "?" or "#" and what follows: links are made by adding a path.`;
  if (hostname === '') return `${ADVICE}.`;
  const segments = pathname.split('/').filter(Boolean);
  if (!/^(\/[A-Za-z0-9._~-]+)*\/*$/.test(pathname))
    return `${ADVICE}. Its path may hold letters, digits, dots, hyphens, underscores and tildes.`;
  if (OWN_PATHS.has(segments[0] ?? '')) return `PUBLIC_URL cannot have a path that begins with /${segments[0]}: Rapport uses it itself.`;
  return null;
}
