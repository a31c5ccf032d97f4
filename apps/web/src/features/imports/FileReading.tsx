import { Select, Stack, Switch } from '@mantine/core';
import { isApiError } from '../../shared/api/apiError';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { DELIMITER_CHOICES, ENCODING_CHOICES } from './formatWords';
import { useChooseFormat, type ContactImport } from './importQueries';
import { hasLocalPhones } from './mapping';
import classes from './Mapping.module.css';

/** ISO 3166-1 codes of everything that has a telephone country code. */
const CODES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

let choices: { value: string; label: string }[] | null = null;

/** By name, in the words of the interface. */
function countryChoices(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  choices ??= CODES.split(' ')
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return choices;
}

const NO_HEADER = 'none';

/** The first rows of the file as choices; those with a single cell are titles. */
function headerChoices({ leadingRows, workbook }: ContactImport): { value: string; label: string }[] {
  return [
    ...leadingRows.map(({ line, cells }) => ({
      value: String(line),
      label: `${workbook ? 'Row' : 'Line'} ${line}: ${cells.filter(Boolean).join(' · ')}`,
    })),
    { value: NO_HEADER, label: 'No header' },
  ];
}

function fieldMessage(error: unknown, field: string): string | undefined {
  return isApiError(error) ? error.fields?.find((problem) => problem.field === field)?.message : undefined;
}

/** Which sheet of a workbook is read, and which of its rows. */
function WorkbookChoices({
  run,
  workbook,
  choose,
  isReadOnly,
}: {
  run: ContactImport;
  workbook: NonNullable<ContactImport['workbook']>;
  choose: ReturnType<typeof useChooseFormat>;
  isReadOnly: boolean;
}) {
  const isDisabled = isReadOnly || choose.isPending;
  return (
    <>
      <Select
        label="Sheet"
        data={[...new Map(workbook.sheets.map(({ name, isHidden }) => [name, isHidden])).entries()].map(([name, isHidden]) => ({
          value: name,
          label: isHidden ? `${name} (hidden)` : name,
        }))}
        value={workbook.sheet}
        onChange={(sheet) => {
          if (sheet !== null && sheet !== workbook.sheet) choose.mutate({ sheet });
        }}
        allowDeselect={false}
        error={choose.error ? fieldMessage(choose.error, 'sheet') : undefined}
        disabled={isDisabled}
      />
      {workbook.hasHiddenRows && (
        <Switch
          label="Leave out hidden rows"
          description={`Some rows of ${run.fileName} are hidden in the spreadsheet, for example by a filter.`}
          checked={workbook.skipHiddenRows}
          onChange={(event) => choose.mutate({ skipHiddenRows: event.currentTarget.checked })}
          disabled={isDisabled}
        />
      )}
    </>
  );
}

/** How the bytes become rows: detected, and each of it correctable. A change reads the file anew. */
export function FileReading({ run, isReadOnly }: { run: ContactImport; isReadOnly: boolean }) {
  const choose = useChooseFormat(useWorkspaceId(), run.id);
  const isBusy = choose.isPending;
  const encoding = ENCODING_CHOICES.flatMap(({ items }) => items).find(({ value }) => value === run.encoding);
  return (
    <section aria-labelledby="reading">
      <h2 id="reading" className={classes.sectionTitle}>
        How the file is read
      </h2>
      <Stack gap="md" mt="sm" aria-busy={isBusy}>
        {run.workbook && <WorkbookChoices run={run} workbook={run.workbook} choose={choose} isReadOnly={isReadOnly} />}
        {run.fileKind !== 'xlsx' && (
          <Select
            label="Encoding"
            description="Detected. Change it when letters such as ä or é look wrong."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={ENCODING_CHOICES.map(({ group, items }) => ({ group, items: [...items] }))}
            value={encoding?.value ?? null}
            onChange={(value) => {
              const wanted = ENCODING_CHOICES.flatMap(({ items }) => items).find((item) => item.value === value);
              if (wanted) choose.mutate({ encoding: wanted.value });
            }}
            allowDeselect={false}
            searchable
            disabled={isReadOnly || isBusy}
          />
        )}
        {run.fileKind === 'csv' && (
          <Select
            label="Delimiter"
            data={[...DELIMITER_CHOICES]}
            value={run.delimiter}
            onChange={(value) => {
              const wanted = DELIMITER_CHOICES.find((item) => item.value === value);
              if (wanted) choose.mutate({ delimiter: wanted.value });
            }}
            allowDeselect={false}
            disabled={isReadOnly || isBusy}
          />
        )}
        {run.fileKind !== 'vcard' && (
          <Select
            label="Header row"
            description="Rows above it are left out."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={headerChoices(run)}
            value={String(run.headerRow ?? NO_HEADER)}
            onChange={(value) => choose.mutate({ headerRow: value === null || value === NO_HEADER ? null : Number(value) })}
            allowDeselect={false}
            error={choose.error ? fieldMessage(choose.error, 'headerRow') : undefined}
            disabled={isReadOnly || isBusy}
          />
        )}
        <Switch
          label="Leave out words for “no value”"
          description="NULL, n/a, None, #N/A, - and similar"
          checked={run.options.emptyWords}
          onChange={(event) => choose.mutate({ emptyWords: event.currentTarget.checked })}
          disabled={isReadOnly || isBusy}
        />
        {(hasLocalPhones(run.columns) || run.options.defaultCountry) && (
          <Select
            label="Phone number country"
            description="Some numbers have no country code."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="Not known"
            data={countryChoices()}
            value={run.options.defaultCountry}
            onChange={(defaultCountry) => choose.mutate({ defaultCountry })}
            searchable
            clearable
            disabled={isReadOnly || isBusy}
          />
        )}
      </Stack>
    </section>
  );
}
