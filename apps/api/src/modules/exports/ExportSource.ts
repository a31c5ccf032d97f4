import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ContactSelectionService } from '../contacts/ContactSelectionService.js';
import { ContactService } from '../contacts/ContactService.js';
import { CustomFieldBatchService } from '../customFields/CustomFieldBatchService.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { TimelineExportService } from '../timeline/TimelineExportService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { contactColumnsOf, CUSTOM_PREFIX, type ExportedContact } from './contactColumns.js';
import type { CreateExportDto, TimelineSelectionDto } from './ExportDtos.js';
import { unknownColumn, wrongSelection } from './exportErrors.js';
import type { ExportColumn, ExportKind, ExportRecord, ExportSelection, TimelineSelection } from './exportTypes.js';
import { TIMELINE_COLUMNS } from './timelineColumns.js';

/** Read at once, and written as one piece: some milliseconds of the event loop. */
const ROWS_AT_A_TIME = 500;

/** Which field of the request says what is exported. */
const FIELD_OF = { contacts: 'contacts', timeline: 'timeline', person: 'personId' } as const;

type ContactPage = Awaited<ReturnType<ContactSelectionService['page']>>;

/** A page of a file: cells of rows, in the order of the columns. */
export type Rows = readonly (readonly string[])[];

/** What can be exported: which columns there are, and the rows of a selection, page by page. */
@Injectable()
export class ExportSource {
  constructor(
    private readonly contacts: ContactSelectionService,
    private readonly single: ContactService,
    private readonly fields: CustomFieldService,
    private readonly values: CustomFieldBatchService,
    private readonly timeline: TimelineExportService,
    private readonly workspaces: WorkspaceService,
  ) {}

  async columns(ctx: WorkspaceContext, kind: ExportKind): Promise<{ key: string; header: string }[]> {
    return (await this.columnsOf(ctx, kind)).map(({ key, header }) => ({ key, header }));
  }

  /** As it is stored. Throws 422 for what does not fit the kind, or cannot be understood. */
  async read(ctx: WorkspaceContext, input: CreateExportDto): Promise<{ selection: ExportSelection; columns: string[] }> {
    const { kind, contacts, timeline, personId, columns } = input;
    const own = FIELD_OF[kind];
    for (const field of ['contacts', 'timeline', 'personId'] as const) {
      const isMissing = field === own && input[field] === undefined && field !== 'timeline';
      if (isMissing || (field !== own && input[field] !== undefined)) throw wrongSelection(field, kind, isMissing);
    }
    if (personId) {
      await this.single.require(ctx, personId);
      return { selection: { personId }, columns: [] };
    }
    const known = (await this.columns(ctx, kind)).map(({ key }) => key);
    const unknown = columns?.find((key) => !known.includes(key));
    if (unknown !== undefined) throw unknownColumn(unknown);
    const chosen = columns && columns.length > 0 ? [...new Set(columns)] : known;
    if (contacts) return { selection: { contacts: await this.contacts.read(ctx, contacts) }, columns: chosen };
    return { selection: { timeline: await this.readTimeline(ctx, timeline ?? {}) }, columns: chosen };
  }

  /** Null where nobody counts before. */
  async count(ctx: WorkspaceContext, { selection }: ExportRecord): Promise<number | null> {
    if (selection.personId) return null;
    if (selection.contacts) return this.contacts.count(ctx, selection.contacts);
    return this.timeline.count(ctx, timelineOf(selection));
  }

  /** The headers, then the rows. Columns of fields that were deleted since are left out. */
  async *rows(ctx: WorkspaceContext, record: ExportRecord): AsyncGenerator<Rows> {
    yield* record.kind === 'contacts' ? this.contactRows(ctx, record) : this.timelineRows(ctx, record);
  }

  private async *contactRows(ctx: WorkspaceContext, { id, selection, options }: ExportRecord): AsyncGenerator<Rows> {
    const columns = pick(await this.contactColumns(ctx), options.columns);
    yield [columns.map(({ header }) => header)];
    const hasValues = columns.some(({ key }) => key.startsWith(CUSTOM_PREFIX));
    let after: string | null = null;
    do {
      const page: ContactPage = await this.contacts.page(ctx, selection.contacts ?? {}, { after, upTo: id, limit: ROWS_AT_A_TIME });
      const ids = page.contacts.map(({ row }) => row.id);
      const values = hasValues ? await this.values.load(ctx, ids) : new Map<string, Map<string, string | null>>();
      yield cellsOf(
        page.contacts.map((contact): ExportedContact => ({ ...contact, values: values.get(contact.row.id) ?? new Map() })),
        columns,
      );
      after = page.next;
    } while (after !== null);
  }

  private async *timelineRows(ctx: WorkspaceContext, { selection, options }: ExportRecord): AsyncGenerator<Rows> {
    const columns = pick(TIMELINE_COLUMNS, options.columns);
    yield [columns.map(({ header }) => header)];
    let after: string | null = null;
    for (;;) {
      const page = await this.timeline.page(ctx, timelineOf(selection), after, ROWS_AT_A_TIME);
      yield cellsOf(page, columns);
      after = page.at(-1)?.id ?? null;
      if (page.length < ROWS_AT_A_TIME) return;
    }
  }

  private async columnsOf(ctx: WorkspaceContext, kind: ExportKind): Promise<readonly { key: string; header: string }[]> {
    switch (kind) {
      case 'contacts':
        return this.contactColumns(ctx);
      case 'timeline':
        return TIMELINE_COLUMNS;
      case 'person':
        return [];
    }
  }

  private async contactColumns(ctx: WorkspaceContext): Promise<ExportColumn<ExportedContact>[]> {
    return contactColumnsOf(await this.fields.list(ctx));
  }

  private async readTimeline(ctx: WorkspaceContext, { contactId, types, from, to }: TimelineSelectionDto): Promise<TimelineSelection> {
    if (contactId) await this.single.require(ctx, contactId);
    return {
      contactId: contactId ?? null,
      types: types ?? [],
      from: (await this.workspaces.momentOf(ctx, from)) ?? null,
      to: (await this.workspaces.momentOf(ctx, to)) ?? null,
    };
  }
}

function timelineOf({ timeline }: ExportSelection): TimelineSelection {
  return timeline ?? { contactId: null, types: [], from: null, to: null };
}

function pick<Row>(columns: readonly ExportColumn<Row>[], keys: readonly string[]): ExportColumn<Row>[] {
  return keys.flatMap((key) => columns.find((column) => column.key === key) ?? []);
}

function cellsOf<Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[]): Rows {
  return rows.map((row) => columns.map(({ cell }) => cell(row)));
}
