import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * A class that is given more than six others decides more than one thing. Counted are the parameters of the constructor of every class that
 * Nest makes, and the properties it injects; a class without a constructor of its own has that of the class it extends.
 */
const ROOT = 'apps/api/src';
const MOST = 6;

/** `class: number`. Each says why in its docstring: `More than six dependencies: …`. */
const REASONED: Readonly<Record<string, number>> = {
  AbTestDecisions: 8,
  AiRequestService: 10,
  AiSettingsService: 9,
  AccessGuard: 9,
  ApprovalRequests: 7,
  AudiencePlan: 8,
  InsightDigests: 8,
  ImageService: 7,
  CallService: 12,
  DashboardService: 7,
  TemplateService: 7,
  LinkDomainService: 9,
  CampaignCourse: 8,
  CampaignDraftReader: 8,
  CampaignReviewService: 7,
  DecideVariantJob: 8,
  LaneRunner: 7,
  VariantService: 7,
  ApprovalFields: 8,
  CampaignHistoryService: 8,
  CampaignLauncher: 10,
  CampaignPresenter: 8,
  CampaignReportService: 8,
  ReviewDecisions: 8,
  ReviewRequests: 7,
  MergeService: 11,
  Readiness: 8,
  UnmergeService: 10,
  ContactErasure: 9,
  DirectBook: 8,
  DirectMessageService: 14,
  DirectMessageWriter: 7,
  DirectSending: 10,
  ContactGroups: 8,
  CampaignSendingService: 7,
  CampaignsModule: 7,
  ConsentModule: 8,
  ContactService: 8,
  ContactWriter: 7,
  ContactsModule: 8,
  CustomFieldService: 7,
  EmailChannel: 8,
  ErasedRecipients: 7,
  FieldChangeRunner: 7,
  FillSampleJob: 8,
  FormService: 7,
  FormsModule: 7,
  InboundRecorder: 8,
  LabIntake: 8,
  MailboxService: 11,
  PersonExport: 7,
  PreferenceService: 7,
  ProviderReports: 11,
  RecordDelivery: 7,
  RecordVisits: 8,
  SendConfirmationJob: 10,
  SenderPoolService: 7,
  SenderPresenter: 9,
  SeriesControl: 9,
  SeriesRun: 11,
  SignUpConfirmation: 10,
  SignUpService: 7,
  StartCampaignJob: 7,
  TimelineLog: 8,
  UnsubscribeService: 7,
};

interface Injected {
  readonly name: string;
  readonly file: string;
  readonly isMade: boolean;
  readonly docstring: string;
  readonly base: string | null;
  /** Null: has no constructor of its own. */
  readonly parameters: number | null;
  readonly properties: number;
}

function classesOf(file: string, text: string): Injected[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Injected[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name) found.push(injectedBy(file, node, node.name.text));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function injectedBy(file: string, node: ts.ClassDeclaration, name: string): Injected {
  const constructors = node.members.filter((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member));
  const extended = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return {
    name,
    file,
    isMade: decoratorsOf(node).some((decorator) => decorator !== 'Entity'),
    docstring: ts
      .getJSDocCommentsAndTags(node)
      .map((doc) => doc.getText())
      .join(' '),
    base: extended ? extended.expression.getText() : null,
    parameters: constructors.find(({ body }) => body)?.parameters.length ?? null,
    properties: node.members.filter(
      (member) => ts.isPropertyDeclaration(member) && decoratorsOf(member).some((decorator) => decorator.startsWith('Inject')),
    ).length,
  };
}

function decoratorsOf(node: ts.HasDecorators): string[] {
  return (ts.getDecorators(node) ?? []).map(({ expression }) =>
    ts.isCallExpression(expression) ? expression.expression.getText() : expression.getText(),
  );
}

function countOf(one: Injected, all: ReadonlyMap<string, Injected>): number {
  const base = one.base === null ? undefined : all.get(one.base);
  const inherited = base ? countOf(base, all) : 0;
  return one.parameters === null ? inherited + one.properties : one.parameters + one.properties;
}

function largerIn(classes: readonly Injected[]): Record<string, number> {
  const all = new Map(classes.map((one) => [one.name, one]));
  const counts = classes.filter(({ isMade }) => isMade).map((one) => [one.name, countOf(one, all)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > MOST));
}

const classes = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/migrations/'))
  .flatMap((file) => classesOf(file, readFileSync(path.join(ROOT, file), 'utf8')));

describe('what a class is given', () => {
  it('is no more than six others, but where its docstring says why', () => {
    expect(largerIn(classes)).toEqual(REASONED);
  });

  it('is more only for a reason that stands in the docstring', () => {
    const silent = classes.filter(({ name, docstring }) => name in REASONED && !docstring.includes('More than six dependencies: '));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('is counted in constructors, in properties and in what is inherited', () => {
    const parameters = 'a: A, b: B, c: C, d: D, e: E, f: F';
    const text = `@Injectable() class Six { constructor(${parameters}) {} }
      @Injectable() class Seven { constructor(${parameters}, g: G) {} }
      @JobHandlerProvider() class Heir extends Seven {}
      @Injectable() class Hidden extends Six { @Inject() private readonly g!: G; }
      @Entity('t') class Row { constructor(${parameters}, g: G) {} }
      class Plain { constructor(${parameters}, g: G) {} }`;
    expect(largerIn(classesOf('some.ts', text))).toEqual({ Seven: 7, Heir: 7, Hidden: 7 });
  });
});
