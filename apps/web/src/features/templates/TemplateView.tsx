import { designDocument, templateDesigns } from '@rapport/common';
import { Menu } from '@mantine/core';
import { IconArchive, IconArrowBackUp, IconCopy, IconLink, IconListDetails, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { act } from '../../shared/ui/act';
import { blankDocument } from './blocks/editDocument';
import { TemplateEditor } from './TemplateEditor';
import {
  draftOf,
  hasUnknownDocument,
  type Template,
  type TemplateDraft,
  useBrandColour,
  useDuplicateTemplate,
  useTemplate,
} from './templateQueries';
import { useArchive } from './useArchive';
import { UsesDrawer } from './UsesDrawer';
import { useTrashTemplate } from './useTrashTemplate';

/** A first draft that shows how a tag with a fallback looks; nobody starts well from an empty page. */
const starterTemplate: TemplateDraft = {
  name: '',
  subject: '',
  preheader: '',
  kind: 'richText',
  document: null,
  bodyHtml: '<p>Hi {{ first_name | default: "there" }},</p><p></p>',
  signature: '<p>{{ sender.name }}<br>{{ workspace.name }}</p>',
};

export function NewTemplateView() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [search] = useSearchParams();
  const design = search.get('design');
  const hasBlocks = design !== null;
  const accent = useBrandColour(workspaceId, hasBlocks);
  const [made, setMade] = useState<TemplateDraft | null>(null);
  if (hasBlocks && accent.isPending) return <PageSkeleton />;
  // Once: what is written must not change when the brand is read again.
  if (made === null) {
    setMade(hasBlocks ? draftOfDesign(design, accent.data ?? null) : starterTemplate);
    return <PageSkeleton />;
  }
  return (
    <TemplateEditor
      template={null}
      initial={made}
      isReadOnly={!mayEdit}
      onSaved={(template) => void navigate(paths.template(workspaceId, template.id), { replace: true })}
    />
  );
}

/** An unknown design, as of an old bookmark, is a blank one. */
function draftOfDesign(id: string, accent: string | null): TemplateDraft {
  const design = templateDesigns().find((one) => one.id === id);
  const document = design ? designDocument(design, accent) : blankDocument(accent);
  const { subject = '', preheader = '' } = design ?? {};
  return { name: '', subject, preheader, kind: 'blocks', document, bodyHtml: '', signature: '' };
}

export function TemplateView({ templateId }: { templateId: string }) {
  const workspaceId = useWorkspaceId();
  const template = useTemplate(workspaceId, templateId);
  const mayEdit = useMay('author');
  const [showsUses, setShowsUses] = useState(false);
  if (template.isPending) return <PageSkeleton />;
  if (!template.data)
    return (
      <ErrorState
        error={template.error}
        onRetry={() => void template.refetch()}
        page={{ label: 'Go to Templates', to: paths.templates(workspaceId) }}
      />
    );
  const isUnknown = hasUnknownDocument(template.data);
  return (
    <>
      {isUnknown && (
        <Notice title="Saved by a later version of Rapport">Update Rapport to edit this template. Campaigns can use it as it is.</Notice>
      )}
      {template.data.archivedAt !== null && (
        <Notice title="This template is archived">It isn’t offered for new campaigns. Campaigns that use it keep it.</Notice>
      )}
      <UsesDrawer template={showsUses ? template.data : null} onClose={() => setShowsUses(false)} />
      <TemplateEditor
        key={templateId}
        template={template.data}
        initial={draftOf(template.data)}
        isReadOnly={!mayEdit || isUnknown}
        onSaved={() => undefined}
        menu={<TemplateMenu template={template.data} mayEdit={mayEdit} onUses={() => setShowsUses(true)} />}
      />
    </>
  );
}

function TemplateMenu({ template, mayEdit, onUses }: { template: Template; mayEdit: boolean; onUses: () => void }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const duplicate = useDuplicateTemplate(workspaceId);
  const trash = useTrashTemplate();
  const archive = useArchive();
  const isArchived = template.archivedAt !== null;
  const openHistory = useRecordHistory();
  const copy = () =>
    act(async () => {
      const made = await duplicate.mutateAsync(template.id);
      await navigate(paths.template(workspaceId, made.id));
    });
  const remove = async () => {
    if (await trash(template)) await navigate(paths.templates(workspaceId));
  };
  return (
    <>
      <Menu.Item
        leftSection={<IconListDetails size={15} />}
        onClick={() => openHistory({ type: 'template', id: template.id, name: template.name })}
      >
        History
      </Menu.Item>
      <Menu.Item leftSection={<IconLink size={15} />} onClick={onUses}>
        Used by
      </Menu.Item>
      {mayEdit && (
        <>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void copy()}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={isArchived ? <IconArrowBackUp size={15} /> : <IconArchive size={15} />}
            onClick={() => void archive([template], !isArchived)}
          >
            {isArchived ? 'Restore from archive' : 'Archive'}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void remove()}>
            Delete
          </Menu.Item>
        </>
      )}
    </>
  );
}
