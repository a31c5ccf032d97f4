import { AuditChainRepository, type ChainTail } from './platform/audit/AuditChainRepository.js';
import { anchorFile, type Anchors, readAnchors } from './platform/audit/auditAnchors.js';
import { type ChainVerdict, explainBreak, verifyChain } from './platform/audit/verifyChain.js';
import { argumentOf, requireInstallation } from './commandLine.js';
import { readConfig } from './platform/config/AppConfig.js';
import { openReadOnly } from './platform/database/openReadOnly.js';
import { KeyRing } from './platform/security/KeyRing.js';
import { ProgressLine } from './ProgressLine.js';

const BROKEN = 1;
const NOT_VERIFIED = 2;

/** `npm run audit:verify`: every chain, also while the server runs. Exit code 0: all unbroken, 1: one is broken, 2: it could not be found out. */
try {
  argumentOf({ name: 'audit:verify', argument: null });
  process.exitCode = (await verifyAll()) ? 0 : BROKEN;
} catch (error) {
  say(`The audit log could not be verified: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = NOT_VERIFIED;
}

async function verifyAll(): Promise<boolean> {
  const config = readConfig();
  const keyFile = requireInstallation(config);
  const keyRing = KeyRing.open(keyFile, new Date());
  const anchors = readAnchors(anchorFile(config.dataDir));
  const connection = await openReadOnly(config.database);
  try {
    const chains = new AuditChainRepository(connection.query);
    let isUnbroken = true;
    for (const tail of await chains.listTails()) isUnbroken = (await verifyOne(chains, tail, keyRing, anchors)) && isUnbroken;
    say(
      isUnbroken
        ? 'The audit log is unbroken.'
        : 'The audit log is broken. docs/adr/0027-what-the-audit-chain-proves.md says what that means.',
    );
    return isUnbroken;
  } finally {
    await connection.close();
  }
}

async function verifyOne(chains: AuditChainRepository, tail: ChainTail, keyRing: KeyRing, anchors: Anchors): Promise<boolean> {
  const { chain } = tail;
  const name = tail.workspaceName === null ? 'Installation' : `Workspace "${tail.workspaceName}" (${chain})`;
  const startedAt = performance.now();
  const progress = new ProgressLine(name, tail.seq ?? 0);
  const verdict = await verifyChain({
    keyRing,
    read: (afterSeq, limit) => chains.read(chain, afterSeq, limit),
    readWaiting: (after, limit) => chains.readWaiting({ chain, after, limit }),
    anchor: anchors[chain] ?? null,
    tell: (entries) => progress.tell(entries),
  });
  progress.end();
  say(`${name}: ${words(verdict)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  return verdict.broken === null;
}

function words({ entries, broken }: ChainVerdict): string {
  if (!broken) return `unbroken, ${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const row = broken.entryId === null ? '' : ` Row ${broken.entryId}.`;
  return `BROKEN at entry ${broken.seq}. ${explainBreak(broken)}${row} The ${entries} before it are in order`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
