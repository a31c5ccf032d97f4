import { ApprovalSeal } from './modules/campaigns/approvals/ApprovalSeal.js';
import { type StoredApproval, StoredApprovals } from './modules/campaigns/approvals/StoredApprovals.js';
import { verifyApproval } from './modules/campaigns/approvals/verifyApproval.js';
import { argumentOf, requireInstallation } from './commandLine.js';
import { readConfig } from './platform/config/AppConfig.js';
import { openReadOnly } from './platform/database/openReadOnly.js';
import { KeyRing } from './platform/security/KeyRing.js';
import { ProgressLine } from './ProgressLine.js';

const FORGED = 1;
const NOT_VERIFIED = 2;

/** `npm run approvals:verify`: every approval, also while the server runs. Exit code 0: all agree, 1: one does not, 2: it could not be found out. */
try {
  argumentOf({ name: 'approvals:verify', argument: null });
  process.exitCode = (await verifyAll()) ? 0 : FORGED;
} catch (error) {
  say(`The approvals could not be verified: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = NOT_VERIFIED;
}

async function verifyAll(): Promise<boolean> {
  const config = readConfig();
  const keyFile = requireInstallation(config);
  const seals = new ApprovalSeal(KeyRing.open(keyFile, new Date()));
  const connection = await openReadOnly(config.database);
  try {
    return await verifyEach(new StoredApprovals(connection.query), seals);
  } finally {
    await connection.close();
  }
}

async function verifyEach(approvals: StoredApprovals, seals: ApprovalSeal): Promise<boolean> {
  const progress = new ProgressLine('Approvals', await approvals.count());
  let [checked, outdated, forged] = [0, 0, 0];
  for await (const stored of approvals.walk(new Date().toISOString())) {
    const verdict = await verifyApproval(stored, seals, approvals);
    checked += 1;
    if (verdict === 'outdated') outdated += 1;
    else if (verdict !== 'intact') {
      forged += 1;
      progress.end();
      say(words(stored, verdict.faults));
    }
    progress.tell(checked);
  }
  progress.end();
  say(summary({ checked, outdated, forged }));
  return forged === 0;
}

function words({ approval, campaignName, workspaceName }: StoredApproval, faults: readonly string[]): string {
  return `Approval ${approval.id} of campaign "${campaignName}" (${approval.campaignId}) in workspace "${workspaceName}": ${faults.join('; ')}.`;
}

function summary({ checked, outdated, forged }: { checked: number; outdated: number; forged: number }): string {
  const all = `${checked} ${checked === 1 ? 'approval' : 'approvals'} checked.`;
  const old =
    outdated === 0 ? '' : ` ${outdated} from before an update ${outdated === 1 ? 'carries' : 'carry'} no seal of today and cannot be used.`;
  const end =
    forged === 0
      ? ' All agree with what was signed.'
      : ` ${forged} ${forged === 1 ? 'does' : 'do'} not agree with what was signed. docs/adr/0049-an-approval-names-the-people.md says what is covered.`;
  return `${all}${old}${end}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
