import { ActionIcon, Button, Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTemplateChoices } from './composerQueries';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { CampaignDraftModel } from './useCampaignDraft';
import type { AbTest, SamplePlan, Variant } from './variantQueries';
import { FIRST_PLAN, FIRST_TEST, minutesOf, MOST_VARIANTS, nextName, RULES, waitOf, type WaitUnit } from './variantWords';
import classes from './Variants.module.css';

/** Variants of the message, and how they are tried. The first one is what is written above. */
export function VariantFields({ draft }: { draft: CampaignDraftModel }) {
  const { abTest } = draft.values;
  const save = (next: AbTest | null) => draft.change({ abTest: next });
  if (abTest === null)
    return (
      <Button
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => save(FIRST_TEST)}
        className={classes.start}
        data-path="abTest"
      >
        Test variants
      </Button>
    );
  const { variants, sample } = abTest;
  const setVariant = (index: number, patch: Partial<Variant>) =>
    save({ ...abTest, variants: variants.map((variant, at) => (at === index ? { ...variant, ...patch } : variant)) });
  return (
    <Stack gap="md" data-path="abTest">
      {variants.map((variant, index) => (
        <VariantCard
          // By place: names change while they are typed, and a new one has no id yet.
          key={index}
          index={index}
          variant={variant}
          draft={draft}
          onChange={(patch) => setVariant(index, patch)}
          onRemove={
            index > 0 && variants.length > 2 ? () => save({ ...abTest, variants: variants.filter((_, at) => at !== index) }) : undefined
          }
        />
      ))}
      <Group gap="xs">
        {variants.length < MOST_VARIANTS && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => save({ ...abTest, variants: [...variants, { name: nextName(variants.map(({ name }) => name)) }] })}
          >
            Add variant
          </Button>
        )}
        <Button variant="subtle" size="xs" color="gray" onClick={() => save(null)}>
          Remove the test
        </Button>
      </Group>
      <Radio.Group
        label="Who gets them"
        value={sample ? 'sample' : 'all'}
        onChange={(value) => save({ ...abTest, sample: value === 'sample' ? FIRST_PLAN : null })}
      >
        <Stack gap={8} mt={6}>
          <Radio value="all" label="Everyone, shared out evenly" description="The report compares the variants." />
          <Radio
            value="sample"
            label="A sample first, then the winner for the rest"
            description="The rest waits until a variant has won."
          />
        </Stack>
      </Radio.Group>
      {sample && (
        <PlanFields sample={sample} first={variants[0]?.name ?? 'A'} draft={draft} onChange={(next) => save({ ...abTest, sample: next })} />
      )}
    </Stack>
  );
}

interface VariantCardProps {
  index: number;
  variant: Variant;
  draft: CampaignDraftModel;
  onChange: (patch: Partial<Variant>) => void;
  onRemove: (() => void) | undefined;
}

function VariantCard({ index, variant, draft, onChange, onRemove }: VariantCardProps) {
  const templates = useTemplateChoices(useWorkspaceId());
  const { errors, values } = draft;
  const errorOf = (field: string) => errors[`abTest.variants.${index}.${field}`];
  const isControl = index === 0;
  return (
    <fieldset className={classes.card} aria-label={`Variant ${variant.name}`}>
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <TextInput
          label={isControl ? 'First variant' : 'Variant'}
          description={isControl ? 'The campaign as it is written above' : undefined}
          className={classes.name}
          dir="auto"
          maxLength={60}
          value={variant.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          error={errorOf('name')}
        />
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Remove variant ${variant.name}`} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {!isControl && (
        <>
          <TextInput
            label="Subject"
            placeholder={values.subject ?? 'As in the campaign'}
            dir="auto"
            value={variant.subject ?? ''}
            onChange={(event) => onChange({ subject: event.currentTarget.value || null })}
            error={errorOf('subject')}
          />
          <TextInput
            label="Sender name"
            placeholder={values.fromName ?? 'As in the campaign'}
            dir="auto"
            value={variant.fromName ?? ''}
            onChange={(event) => onChange({ fromName: event.currentTarget.value || null })}
            error={errorOf('fromName')}
          />
          <Select
            label="Template"
            placeholder="As in the campaign"
            searchable
            clearable
            data={templates.data?.map((template) => ({ value: template.id, label: template.name })) ?? []}
            value={variant.templateId ?? null}
            onChange={(templateId) => onChange({ templateId })}
            nothingFoundMessage={templates.isPending ? 'Loading templates' : 'No matching templates'}
            error={errorOf('templateId')}
          />
        </>
      )}
    </fieldset>
  );
}

interface PlanFieldsProps {
  sample: SamplePlan;
  first: string;
  draft: CampaignDraftModel;
  onChange: (next: SamplePlan) => void;
}

function PlanFields({ sample, first, draft, onChange }: PlanFieldsProps) {
  const set = (patch: Partial<SamplePlan>) => onChange({ ...sample, ...patch });
  const errorOf = (field: keyof SamplePlan) => draft.errors[`abTest.sample.${field}`];
  const wait = waitOf(sample.waitMinutes);
  const number = (value: string | number, otherwise: number) => (typeof value === 'number' && value > 0 ? Math.round(value) : otherwise);
  return (
    <div className={classes.plan}>
      <NumberInput
        label="Sample"
        suffix="%"
        min={1}
        max={90}
        value={sample.share}
        onChange={(value) => set({ share: number(value, sample.share) })}
        error={errorOf('share')}
      />
      <NumberInput
        label="At least, for each variant"
        suffix=" people"
        min={1}
        value={sample.minimum}
        onChange={(value) => set({ minimum: number(value, sample.minimum) })}
        error={errorOf('minimum')}
      />
      <Select
        label="Decided by"
        data={RULES.map(({ value, label }) => ({ value, label }))}
        value={sample.rule}
        allowDeselect={false}
        onChange={(value) => value && set({ rule: value as SamplePlan['rule'] })}
        error={errorOf('rule')}
      />
      <Select
        label="Confidence"
        data={[80, 90, 95, 99].map((value) => ({ value: String(value), label: `${value}%` }))}
        value={String(sample.confidence)}
        allowDeselect={false}
        onChange={(value) => value && set({ confidence: Number(value) })}
        error={errorOf('confidence')}
      />
      <NumberInput
        label="Wait for answers"
        min={1}
        value={wait.count}
        onChange={(value) => set({ waitMinutes: minutesOf(number(value, wait.count), wait.unit) })}
        error={errorOf('waitMinutes')}
      />
      <Select
        label="Unit"
        data={['minutes', 'hours', 'days']}
        value={wait.unit}
        allowDeselect={false}
        onChange={(value) => value && set({ waitMinutes: minutesOf(wait.count, value as WaitUnit) })}
      />
      <Select
        label="Without a winner"
        className={classes.wide}
        data={[
          { value: 'control', label: `The rest gets ${first}` },
          { value: 'person', label: 'The rest waits until a person chooses' },
        ]}
        value={sample.otherwise}
        allowDeselect={false}
        onChange={(value) => value && set({ otherwise: value as SamplePlan['otherwise'] })}
        error={errorOf('otherwise')}
      />
      <Text size="sm" c="dimmed" className={classes.wide}>
        A variant wins when the difference to the next best is no chance, with this confidence. Opens and clicks of machines don’t count.
      </Text>
    </div>
  );
}
