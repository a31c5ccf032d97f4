import { Modal, Text, UnstyledButton } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { IconCode, IconFileImport, IconLayoutRows } from '@tabler/icons-react';
import { type TemplateDesign, templateDesigns } from '@rapport/common';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { MessageThumb } from '../../shared/ui/MessageThumb';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './DesignGallery.module.css';
import { useBrandColour, useDesignThumbnail } from './templateQueries';

interface DesignGalleryProps {
  isOpen: boolean;
  onClose: () => void;
  onImport: () => void;
}

const DESIGNS = templateDesigns();

/** What a new template can begin with: a blank page, a text, or a finished design in the colour of the brand. */
export function DesignGallery({ isOpen, onClose, onImport }: DesignGalleryProps) {
  const start = paths.newTemplate(useWorkspaceId());
  return (
    <Modal opened={isOpen} onClose={onClose} title="Create template" size={920} closeButtonProps={{ 'aria-label': 'Close' }}>
      <ul className={classes.starts}>
        <Start to={`${start}?design=blank`} icon={<IconLayoutRows size={18} aria-hidden />} name="Blank design">
          Sections and blocks, arranged by drag and drop
        </Start>
        <Start to={start} icon={<IconCode size={18} aria-hidden />} name="Text or HTML">
          Rich text, or HTML of your own
        </Start>
        <li>
          <UnstyledButton className={classes.start} w="100%" fz="inherit" onClick={onImport}>
            <IconFileImport size={18} aria-hidden />
            <span>
              <strong>Import</strong>
              <span className={classes.purpose}>HTML, MJML, or a ZIP with images</span>
            </span>
          </UnstyledButton>
        </li>
      </ul>
      <Text fw={600} component="h3" mt="lg" mb="sm">
        Designs
      </Text>
      <ul className={classes.grid} aria-label="Designs">
        {DESIGNS.map((design) => (
          <DesignCard key={design.id} design={design} />
        ))}
      </ul>
    </Modal>
  );
}

function Start({ to, icon, name, children }: { to: string; icon: ReactNode; name: string; children: string }) {
  return (
    <li>
      <Link to={to} className={classes.start}>
        {icon}
        <span>
          <strong>{name}</strong>
          <span className={classes.purpose}>{children}</span>
        </span>
      </Link>
    </li>
  );
}

function DesignCard({ design }: { design: TemplateDesign }) {
  const workspaceId = useWorkspaceId();
  const { ref, inViewport } = useInViewport<HTMLLIElement>();
  const accent = useBrandColour(workspaceId, true);
  const thumbnail = useDesignThumbnail(workspaceId, design, accent.isError ? null : accent.data, inViewport);
  return (
    <li ref={ref} className={classes.card}>
      <MessageThumb html={thumbnail.data} />
      <div className={classes.words}>
        <Link to={`${paths.newTemplate(workspaceId)}?design=${design.id}`} className={classes.name}>
          {design.name}
        </Link>
        <span className={classes.purpose}>{design.purpose}</span>
      </div>
    </li>
  );
}
