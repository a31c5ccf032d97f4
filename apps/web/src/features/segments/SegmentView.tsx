import { Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type RuleTree, sentenceOf } from '@rapport/common';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { useConflict } from '../../shared/conflict/useConflict';
import { useUnsavedWarning } from '../../shared/form/useUnsavedWarning';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { paths } from '../../shared/paths';
import { PageHeader } from '../../shared/ui/PageHeader';
import { Panel } from '../../shared/ui/Panel';
import { toast, toastError } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type BuilderGroup, builderOf, incompleteIn, treeOf } from './builderTree';
import { GroupCard } from './GroupCard';
import classes from './Segment.module.css';
import { SegmentPeople } from './SegmentPeople';
import { readSegmentAnew, type Segment, type SegmentInput, useCreateSegment, useUpdateSegment } from './segmentQueries';
import { useDeleteWithReason } from './useDeleteWithReason';
import { WhyPanel } from './WhyPanel';
import type { useRuleWords } from './wordsOf';

interface SegmentViewProps {
  /** Null: a new one. */
  segment: Segment | null;
  /** What a new one begins with. */
  start: RuleTree | null;
  rules: NonNullable<ReturnType<typeof useRuleWords>>;
}

const NO_MARKS: ReadonlySet<string> = new Set();

/** The builder, the rules as a sentence, and beside them who meets them and why. */
export function SegmentView({ segment, start, rules }: SegmentViewProps) {
  const { subjects, records, words } = rules;
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [name, setName] = useState(segment?.name ?? '');
  const [description, setDescription] = useState(segment?.description ?? '');
  const [root, setRoot] = useState<BuilderGroup>(() => builderOf(segment?.tree ?? start));
  const [freshId, setFreshId] = useState<string | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(NO_MARKS);
  const [nameError, setNameError] = useState<string | null>(null);
  const create = useCreateSegment(workspaceId);
  const update = useUpdateSegment(workspaceId);
  const tree = useMemo(() => treeOf(root, subjects), [root, subjects]);
  const written = JSON.stringify([name, description, tree]);
  const [saved, setSaved] = useState(written);
  /** What is edited: the page may know a newer version meanwhile. */
  const [base, setBase] = useState(segment && { values: valuesOf(segment, subjects), version: segment.version });
  const { guard, dialog } = useConflict();
  const [asked] = useDebouncedValue(tree, 350);
  useUnsavedWarning(mayEdit && written !== saved);

  /** Shows what was saved where it is not what was typed. */
  const take = (values: SegmentInput) => {
    const taken = builderOf(values.tree);
    setName(values.name);
    setDescription(values.description ?? '');
    setRoot(taken);
    setSaved(JSON.stringify([values.name, values.description ?? '', treeOf(taken, subjects)]));
  };
  const save = async () => {
    const lacking = incompleteIn(root, subjects);
    setMarked(new Set(lacking));
    setNameError(name.trim() ? null : 'Enter a name for the segment');
    if (!name.trim() || lacking.length > 0 || tree === null) return;
    const input = { name: name.trim(), description: description.trim() || null, tree };
    try {
      if (segment && base) {
        const { id } = segment;
        const result = await guard({
          what: base.values.name,
          parts: [
            { name: 'name', label: 'Name' },
            { name: 'description', label: 'Description' },
            { name: 'tree', label: 'Conditions', show: (values: SegmentInput) => sentenceOf(values.tree, words) },
          ],
          base,
          typed: input,
          save: (values, version) => update.mutateAsync({ ...values, id, version }),
          readAnew: async () => {
            const theirs = await readSegmentAnew(workspaceId, id);
            return { values: valuesOf(theirs, subjects), version: theirs.version };
          },
        });
        setBase({ values: result.values, version: result.saved.version });
        if (result.wasAsked) take(result.values);
        else {
          setSaved(written);
          toast(`${input.name} saved`);
        }
        return;
      }
      const { id } = await create.mutateAsync(input);
      setSaved(written);
      toast(`${input.name} saved`);
      // After the state that says there is nothing unsaved.
      setTimeout(() => void navigate(paths.segment(workspaceId, id), { replace: true }));
    } catch (error) {
      if (isApiError(error) && error.code === 'segment.nameTaken') setNameError(messageOf(error));
      else toastError(error);
    }
  };
  return (
    <>
      {dialog}
      <PageHeader
        title={segment?.name ?? 'New segment'}
        crumbs={[{ label: 'Segments', to: paths.segments(workspaceId) }]}
        action={
          mayEdit && (
            <Button onClick={() => void save()} loading={create.isPending || update.isPending}>
              {segment ? 'Save changes' : 'Save segment'}
            </Button>
          )
        }
        menu={segment && <SegmentMenu segment={segment} mayEdit={mayEdit} />}
      />
      <div className={classes.page}>
        <div className={classes.main}>
          {mayEdit && (
            <div className={classes.names}>
              <TextInput
                label="Name"
                dir="auto"
                maxLength={100}
                value={name}
                error={nameError}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <TextInput
                label="Description"
                dir="auto"
                maxLength={500}
                placeholder="Optional"
                value={description}
                onChange={(event) => setDescription(event.currentTarget.value)}
              />
            </div>
          )}
          <p className={classes.sentence} aria-label="In words" dir="auto">
            {tree ? sentenceOf(tree, words) : 'Contacts that match the conditions below.'}
          </p>
          {mayEdit && (
            <GroupCard
              group={root}
              depth={0}
              context={{ subjects, records, marked, freshId }}
              onChange={setRoot}
              onAdd={(part) => setFreshId(part.id)}
            />
          )}
        </div>
        <div className={classes.side}>
          <Panel title="Contacts">
            <SegmentPeople tree={asked} segmentId={segment?.id ?? null} isWaiting={asked !== tree} />
          </Panel>
          <Panel title="Why?">
            <WhyPanel tree={asked} words={words} />
          </Panel>
          {segment && segment.usedBy.length > 0 && (
            <Panel title="Used by">
              <ul className={classes.used}>
                {segment.usedBy.map(({ kind, id, name: user }) => (
                  <li key={id}>
                    <Link to={kind === 'segment' ? paths.segment(workspaceId, id) : paths.campaign(workspaceId, id)} dir="auto">
                      {user}
                    </Link>{' '}
                    <span className={classes.hint}>{kind === 'segment' ? 'Segment' : 'Campaign'}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

/** The tree as the builder writes it: a condition alone and a group of only that one are the same. */
function valuesOf({ name, description, tree }: Segment, subjects: Parameters<typeof treeOf>[1]): SegmentInput {
  return { name, description, tree: treeOf(builderOf(tree), subjects) ?? tree };
}

function SegmentMenu({ segment, mayEdit }: { segment: Segment; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const openHistory = useRecordHistory();
  const askDelete = useDeleteWithReason();
  return (
    <>
      <Menu.Item component={Link} to={paths.contacts(workspaceId, `segmentId=${segment.id}`)}>
        Show in contacts
      </Menu.Item>
      <Menu.Item onClick={() => openHistory({ type: 'segment', id: segment.id, name: segment.name })}>History</Menu.Item>
      {mayEdit && (
        <>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => askDelete(segment, () => void navigate(paths.segments(workspaceId)))}>
            Delete
          </Menu.Item>
        </>
      )}
    </>
  );
}
