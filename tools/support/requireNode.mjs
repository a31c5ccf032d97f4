// Runs before anything else, so it is written in the language of very old Node versions.
const LEAST = [20, 19];

export function requireNode() {
  const parts = process.versions.node.split('.').map(Number);
  if (parts[0] > LEAST[0] || (parts[0] === LEAST[0] && parts[1] >= LEAST[1])) return;
  console.error(
    'Rapport needs Node.js ' +
      LEAST.join('.') +
      ' or newer; this is ' +
      process.version +
      '. Install a current version from https://nodejs.org and try again.',
  );
  process.exit(1);
}
