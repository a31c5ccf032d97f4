// Runs before anything else, so it is written in the language of very old Node versions.

export function requireNode() {
  const version = /^v(\d+)\.(\d+)/.exec(process.version) || [];
  const major = Number(version[1]);
  if (major > 20 || (major === 20 && Number(version[2]) >= 19)) return;
  console.error(
    'Rapport needs Node.js 20.19 or newer; this is ' +
      process.version +
      '. Install a current version from https://nodejs.org and try again.',
  );
  process.exit(1);
}
