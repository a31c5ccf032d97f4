import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Every statement about a table that has a `workspace_id` says of which workspace, or stands below with the reason why it need not.
 * Looked at are the texts of the `sql` tag and TypeORM's own calls, with what they interpolate.
 */
const ROOT = 'apps/api/src';

const FOUND = 'its ids were found in the workspace by the statement before';
const JOB = 'a worker that holds a job of one campaign, which was found in its workspace';
const EVERYWHERE = 'work of the server itself, over all workspaces: sweeps, recovery, keys, proofs, the search index';
const WITHIN = 'the workspace is named by what it interpolates or is put into';
const OWN = 'about one person or key in all their workspaces, by the id of who is signed in';
const EXPRESSION = 'the workspace is compared as an expression, so that SQLite does not read all of it by its index';
const LINK = 'whoever holds the unguessable link or name is nobody of a workspace yet';

/** `file: method`, and why it needs no workspace. */
const WITHOUT_SCOPE: Readonly<Record<string, string>> = {
  'modules/mailboxes/MailboxRepository.ts: findAnywhere': 'a job of ours names the mailbox by its id and works in its workspace from there',
  'modules/insights/InsightRepository.ts: removeOld': 'what nobody has found for half a year goes, of every workspace',
  'modules/mailboxes/MailboxRepository.ts: claimDue': 'the mailboxes of every workspace are read when they are due',
  'modules/contacts/ContactPointRepository.ts: select': WITHIN,
  'modules/consent/ConsentRepository.ts: erase': EXPRESSION,
  'modules/merge/MergeJournalRepository.ts: formerIds': EXPRESSION,
  'modules/timeline/NoteFileRepository.ts: listOf': EXPRESSION,
  'modules/timeline/NoteTextRepository.ts: remove': EXPRESSION,
  'modules/timeline/NoteTextRepository.ts: listNewest': EXPRESSION,
  'modules/timeline/NoteTextRepository.ts: found': EXPRESSION,
  'modules/contacts/query/searchRule.ts: searchRule': WITHIN,
  'modules/contacts/ContactListReader.ts: readPage': WITHIN,
  'modules/customFields/FieldTexts.ts: listPending': EVERYWHERE,
  'modules/timeline/NoteFileRepository.ts: takeLoose': EVERYWHERE,
  'modules/timeline/NoteFileRepository.ts: known': EVERYWHERE,
  'modules/campaigns/ledger/LedgerReader.ts: listOfContacts': EXPRESSION,
  'modules/campaigns/ledger/LedgerReader.ts: listServedAs': EXPRESSION,
  'modules/campaigns/ledger/LedgerWriter.ts: erase': EXPRESSION,
  'modules/campaigns/sending/SentMessages.ts: erase': EXPRESSION,
  'modules/campaigns/domains/DomainFigures.ts: listDue': EVERYWHERE,
  'modules/customFields/CustomFieldRepository.ts: listValuesOf': FOUND,
  'modules/customFields/changes/FieldChangeRepository.ts: listValues': WITHIN,
  'modules/imports/ImportRepository.ts: listWithNeededFile': FOUND,
  'modules/campaigns/AudienceRepository.ts: customFields': FOUND,
  'modules/campaigns/sending/SentMessages.ts: findDictionary': FOUND,
  'modules/campaigns/ledger/LedgerPages.ts: page': FOUND,
  'modules/campaigns/approvals/StoredApprovals.ts: chunksOf': FOUND,
  'modules/campaigns/approvals/StoredApprovals.ts: signersOf': FOUND,
  'modules/campaigns/approvals/StoredApprovals.ts: contentOf': FOUND,
  'modules/campaigns/approvals/StoredApprovals.ts: variantsOf': FOUND,
  'modules/campaigns/abTests/variantRows.ts: loadVariants': FOUND,
  'modules/campaigns/abTests/variantRows.ts: pinVariants': FOUND,
  'modules/campaigns/approvals/SnapshotRepository.ts: discard': FOUND,
  'modules/stages/StageRepository.ts: countMoves': FOUND,
  'modules/campaigns/CampaignRepository.ts: advanceExpansion': JOB,
  'modules/campaigns/ledger/LedgerMarks.ts: askLater': JOB,
  'modules/campaigns/ledger/LedgerMarks.ts: askCampaignLater': JOB,
  'modules/campaigns/ledger/LedgerReader.ts: hasOthersOpen': JOB,
  'modules/campaigns/ledger/LedgerReader.ts: momentsAfter': JOB,
  'modules/campaigns/ledger/LedgerReader.ts: nextDue': JOB,
  'modules/campaigns/ledger/LedgerReader.ts: standOfTest': JOB,
  'modules/campaigns/ledger/LedgerWriter.ts: claim': JOB,
  'modules/campaigns/ledger/LedgerWriter.ts: release': JOB,
  'modules/campaigns/ledger/LedgerWriter.ts: skipRemaining': JOB,
  'modules/campaigns/ledger/openRows.ts: hasRows': JOB,
  'modules/campaigns/CampaignRepository.ts: listByStatus': EVERYWHERE,
  'modules/campaigns/CampaignRepository.ts: listUnclosed': EVERYWHERE,
  'modules/providers/SenderRepository.ts: findReporting': LINK,
  'modules/campaigns/tracking/TrackedLinkRepository.ts: listTargets': LINK,
  'modules/sharedReports/SharedReportRepository.ts: findPublic': LINK,
  'modules/campaigns/CampaignRepository.ts: findAnywhere': EVERYWHERE,
  'modules/campaigns/ledger/LedgerWriter.ts: recover': EVERYWHERE,
  'modules/calls/CallRepository.ts: findWhere': WITHIN,
  'modules/linkDomains/LinkDomainRepository.ts: ownerOf': 'a request at a host asks whose it is',
  'modules/linkDomains/LinkDomainRepository.ts: isTaken': 'one host is never that of two workspaces',
  'modules/linkDomains/LinkDomainRepository.ts: due': 'the look at all hosts by itself; each is then asked about in its workspace',
  'modules/linkDomains/LinkDomainRepository.ts: release': 'whoever proves a host takes it from whoever gave it up',
  'modules/directMessages/DirectMessageRepository.ts: findWhere': WITHIN,
  'modules/reminders/DueReminders.ts: adopt': EVERYWHERE,
  'modules/reminders/DueReminders.ts: claim': EVERYWHERE,
  'modules/reminders/DueReminders.ts: deleteOld': EVERYWHERE,
  'modules/figures/FigureRepository.ts: putAside': EVERYWHERE,
  'modules/campaigns/approvals/StoredApprovals.ts: walk': EVERYWHERE,
  'modules/contacts/ContactRepository.ts: claimForRemoval': EVERYWHERE,
  'modules/contacts/ContactRepository.ts: indexNewest': EVERYWHERE,
  'modules/contacts/ContactRefoldRepository.ts: pointsOf': EVERYWHERE,
  'modules/contacts/bulk/BulkActionRepository.ts: listActiveWorkspaces': EVERYWHERE,
  'modules/providers/SenderRepository.ts: exchangeConfig': EVERYWHERE,
  'modules/merge/SweepMergeJournal.ts: run': EVERYWHERE,
  'modules/contacts/ContactMergeRepository.ts: listPoints': EXPRESSION,
  'modules/contacts/ContactMergeRepository.ts: deletePoints': EXPRESSION,
  'modules/merge/DuplicateRepository.ts: listExactOf': EXPRESSION,
  'modules/merge/finding/CandidateRepository.ts: read': EXPRESSION,
  'modules/exports/ExportRepository.ts: takeExpired': EVERYWHERE,
  'modules/exports/ExportRepository.ts: fileRemoved': EVERYWHERE,
  'modules/exports/ExportRepository.ts: deleteOld': EVERYWHERE,
  'platform/database/SweepOldRows.ts: statements': EVERYWHERE,
  'platform/removal/RemovalRepository.ts: fail': EVERYWHERE,
  'platform/removal/RemovalRepository.ts: find': EVERYWHERE,
  'platform/removal/RemovalRepository.ts: finish': EVERYWHERE,
  'platform/removal/RemovalRepository.ts: load': EVERYWHERE,
  'platform/audit/AuditChainRepository.ts: findHash': EVERYWHERE,
  'platform/audit/AuditChainRepository.ts: findTail': EVERYWHERE,
  'platform/audit/AuditChainRepository.ts: listTails': EVERYWHERE,
  'platform/audit/AuditTrail.ts: readHead': EVERYWHERE,
  'platform/audit/AuditChainRepository.ts: readWaiting': EVERYWHERE,
  'platform/audit/WaitingEntries.ts: linkInside': EVERYWHERE,
  'modules/contacts/ContactListReader.ts: listIds': WITHIN,
  'modules/campaigns/AudienceRepository.ts: countByValue': WITHIN,
  'modules/campaigns/AudienceRepository.ts: countByReason': WITHIN,
  'modules/campaigns/AudienceRepository.ts: countBeyondAscii': WITHIN,
  'modules/campaigns/AudienceRepository.ts: countCapped': WITHIN,
  'modules/campaigns/ledger/reachedCap.ts: hasReached': WITHIN,
  'modules/contacts/ContactQueryService.ts: explain': WITHIN,
  'modules/contacts/contactSearch.ts: withTrigrams': WITHIN,
  'modules/contacts/contactSearch.ts: withShortTerms': WITHIN,
  'modules/lists/inListRule.ts: inListRule': WITHIN,
  'modules/contacts/query/ContactQuery.ts: pageOfIds': WITHIN,
  'modules/contacts/query/contactRules.ts: contactRules': WITHIN,
  'modules/contacts/query/contactRules.ts: emailStatus': WITHIN,
  'modules/contacts/query/fieldRule.ts: found': WITHIN,
  'modules/campaigns/ledger/engagementRule.ts: engagementRule': WITHIN,
  'modules/timeline/timelineRule.ts: timelineRule': WITHIN,
  'modules/stages/StageRepository.ts: FROM': WITHIN,
  'modules/contacts/ContactRepository.ts: selectMemberships': EXPRESSION,
  'modules/lists/ListMergeService.ts: membershipsOf': EXPRESSION,
  'modules/lists/MembershipRepository.ts: listStages': EXPRESSION,
  'modules/lists/MembershipRepository.ts: listOf': EXPRESSION,
  'modules/lists/MembershipRepository.ts: listOn': EXPRESSION,
  'modules/lists/MembershipRepository.ts: resume': EXPRESSION,
  'modules/lists/MembershipRepository.ts: lastLeftStage': EXPRESSION,
  'modules/lists/MembershipRepository.ts: forget': EXPRESSION,
  'modules/timeline/TimelineRepository.ts: remove': EXPRESSION,
  'modules/forms/SignUpRepository.ts: keepFor': EXPRESSION,
  'modules/forms/SignUpRepository.ts: listConfirmed': EXPRESSION,
  'modules/workspaces/MemberRepository.ts: MEMBERS': WITHIN,
  'modules/segments/SegmentRepository.ts: listStale': WITHIN,
  'modules/workspaces/InvitationRepository.ts: listOpen': WITHIN,
  'modules/auth/account/SignInLogRepository.ts: list': OWN,
  'modules/workspaces/WorkspaceRepository.ts: listMemberships': OWN,
  'modules/customFields/personal/PersonalFieldRepository.ts: list': OWN,
  'modules/customFields/personal/PersonalFieldRepository.ts: count': OWN,
  'modules/customFields/personal/PersonalFieldRepository.ts: insert': OWN,
  'modules/customFields/personal/PersonalFieldRepository.ts: update': OWN,
  'modules/customFields/personal/PersonalFieldRepository.ts: markDeleted': OWN,
  'modules/customFields/personal/PersonalFieldRepository.ts: listValues': OWN,
  'platform/security/ApiKeys.ts: noteUse': OWN,
  'modules/settings/AssetRepository.ts: findPublic': LINK,
  'modules/assets/ImageRepository.ts: findPublic': LINK,
  'modules/assets/ImageRepository.ts: knownFiles': EVERYWHERE,
  'modules/assets/ImageRepository.ts: removeDeleted': EVERYWHERE,
  'modules/forms/FormRepository.ts: findPublic': LINK,
  'modules/forms/SignUpRepository.ts: findByLink': LINK,
  'modules/workspaces/InvitationRepository.ts: findAnywhere': LINK,
  'modules/workspaces/InvitationRepository.ts: findByHash': LINK,
  'modules/workspaces/InvitationRepository.ts: renewMailLink': LINK,
  'modules/workspaces/InvitationRepository.ts: take': LINK,
};

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/migrations/'))
  .map((file) => ({ file, source: ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true) }));

/** Tables of workspaces, and the entities that stand for them. */
const tables = new Map<string, string>();
for (const { file, source } of files) {
  if (!file.includes('/entities/') || !/name: 'workspace_id'/.test(source.text)) continue;
  const table = /@Entity\('(\w+)'/.exec(source.text)?.[1];
  const entity = /export class (\w+)/.exec(source.text)?.[1];
  if (table && entity) tables.set(table, entity);
}

const TABLE = new RegExp(`\\b(?:FROM|JOIN|UPDATE|INTO)\\s+(${[...tables.keys()].join('|')})\\b`, 'i');
/** The chain of a workspace's audit log has its id. */
const SCOPED = /\bworkspace_id"?\s*(?:=|IN\b|,)|,\s*workspace_id\b|\bchain = \$\{ctx\.workspaceId\}/i;
const FINDS = /\.(?:find\w*|count\w*|update|delete|exists\w*|createQueryBuilder)\s*\(\s*(\w+)\b/;

/** Functions and pieces of SQL that name the workspace themselves: whoever interpolates one is scoped. */
const scoping = new Set(
  files.flatMap(({ source }) => {
    const names: string[] = [];
    const visit = (node: ts.Node): void => {
      const isNamed =
        ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node);
      if (
        isNamed &&
        node.name &&
        /\bworkspace_id"?\s*=/.test(node.getText()) &&
        /sql`/.test(node.getText()) &&
        node.getText().length < 1_500
      )
        names.push(node.name.getText());
      ts.forEachChild(node, visit);
    };
    visit(source);
    return names;
  }),
);

interface Statement {
  /** `file: method`. */
  readonly place: string;
  readonly text: string;
}

function statementsWithout(file: string, source: ts.SourceFile): Statement[] {
  const found: Statement[] = [];
  const visit = (node: ts.Node, owner: string, outer: string): void => {
    const isOwner =
      ts.isMethodDeclaration(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isPropertyDeclaration(node) ||
      (ts.isVariableDeclaration(node) && outer === '');
    if (isOwner && node.name) [owner, outer] = [node.name.getText(), node.name.getText()];
    const text = node.getText();
    if (isStatement(node) && TABLE.test(text) && !isScoped(node)) found.push({ place: `${file}: ${owner}`, text });
    const entity = ts.isCallExpression(node)
      ? FINDS.exec(node.expression.getText() + text.slice(node.expression.getText().length))?.[1]
      : undefined;
    if (entity && [...tables.values()].includes(entity) && !/workspaceId/.test(text)) found.push({ place: `${file}: ${owner}`, text });
    // A piece inside a scoped statement is scoped with it.
    if (isStatement(node) && TABLE.test(text)) return;
    ts.forEachChild(node, (child) => visit(child, owner, outer));
  };
  visit(source, '', '');
  return found;
}

function isStatement(node: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(node)) return node.tag.getText() === 'sql';
  return (
    (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) &&
    /^`\s*(?:SELECT|UPDATE|DELETE|INSERT|WITH)\b/.test(node.getText())
  );
}

function isScoped(node: ts.Node): boolean {
  if (SCOPED.test(node.getText())) return true;
  const names: string[] = [];
  const visit = (child: ts.Node): void => {
    // Of `sql.list` or `input.from`, neither part is a piece of SQL; of `this.where`, the second may be.
    if (ts.isPropertyAccessExpression(child)) {
      if (child.expression.kind === ts.SyntaxKind.ThisKeyword) names.push(child.name.text);
      return visit(child.expression);
    }
    if (ts.isIdentifier(child)) names.push(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return names.some((name) => scoping.has(name));
}

describe('statements about what belongs to a workspace', () => {
  const found = files.flatMap(({ file, source }) => statementsWithout(file, source));

  it('are looked at', () => {
    expect(tables.size).toBeGreaterThan(25);
    const all = files.flatMap(({ source }) => source.text.match(new RegExp(TABLE, 'gi')) ?? []);
    expect(all.length).toBeGreaterThan(200);
  });

  it.each([
    ['sql`SELECT name FROM templates WHERE id = ${id}`', 1],
    ['sql`DELETE FROM contact_lists WHERE id IN (${sql.list(ids)})`', 1],
    ['sql`SELECT workspace_id AS "workspaceId" FROM templates WHERE id = ${id}`', 1],
    ['ctx.manager.findOneBy(Invitation, { id })', 1],
    ['sql`SELECT name FROM templates WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`', 0],
    ['sql`SELECT secret FROM two_factor WHERE user_id = ${id}`', 0],
    ['ctx.manager.findOneBy(Invitation, { id, workspaceId })', 0],
  ])('finds %s', (statement, count) => {
    const source = ts.createSourceFile('x.ts', `function read() { return ${statement}; }`, ts.ScriptTarget.Latest, true);
    expect(statementsWithout('x.ts', source)).toHaveLength(count);
  });

  it('say of which workspace, or why they need not', () => {
    const unknown = found.filter(({ place }) => !(place in WITHOUT_SCOPE));
    expect(unknown.map(({ place, text }) => `${place}: ${text.replace(/\s+/g, ' ').slice(0, 160)}`)).toEqual([]);
  });

  it('have no reason that nobody needs', () => {
    const places = new Set(found.map(({ place }) => place));
    expect(Object.keys(WITHOUT_SCOPE).filter((place) => !places.has(place))).toEqual([]);
  });
});
