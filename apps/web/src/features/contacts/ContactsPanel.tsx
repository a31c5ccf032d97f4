import { ActionIcon, Drawer, Tooltip } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarLeftExpand, IconSettings, IconStarFilled, IconUsers } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { NARROW } from '../../shared/theme/tokens';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import type { PanelItem, PanelSection } from './contactsPanel';
import classes from './ContactsPanel.module.css';

/** Wide enough for the panel beside the navigation and the columns that a table starts with. */
const ROOMY = '(min-width: 90em)';
const SHOWN = 10;
const PANEL_ID = 'contacts-panel';

/** Open or folded: as it was left, and where nobody chose yet, open where there is room. On a phone it is a drawer that begins closed. */
export function useContactsPanel() {
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const isRoomy = useMediaQuery(ROOMY, undefined, { getInitialValueInEffect: false }) ?? false;
  const [kept, keep] = useLocalStorage<'open' | 'folded' | ''>({
    key: 'rapport-contacts-panel',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const [isDrawn, setDrawn] = useState(false);
  const isOpen = isNarrow ? isDrawn : kept === '' ? isRoomy : kept === 'open';
  const toggle = () => (isNarrow ? setDrawn(!isDrawn) : keep(isOpen ? 'folded' : 'open'));
  useShortcut(']', toggle);
  return { isNarrow, isOpen, toggle };
}

type PanelState = ReturnType<typeof useContactsPanel>;

export function ContactsPanelToggle({ isOpen, toggle }: PanelState) {
  return (
    <Tooltip label={isOpen ? 'Fold views and lists ( ] )' : 'Views, segments and lists ( ] )'}>
      <ActionIcon
        variant="default"
        size={32}
        aria-label="Views, segments and lists"
        aria-expanded={isOpen}
        aria-controls={isOpen ? PANEL_ID : undefined}
        onClick={toggle}
      >
        <IconLayoutSidebarLeftExpand size={17} style={isOpen ? { transform: 'scaleX(-1)' } : undefined} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The ways to some of the contacts, left of their table: one click applies, and the address says it. */
export function ContactsPanel({ state, sections }: { state: PanelState; sections: readonly PanelSection[] }) {
  const { isNarrow, isOpen, toggle } = state;
  if (isNarrow) {
    return (
      <Drawer opened={isOpen} onClose={toggle} position="left" size={300} title="Contacts">
        <PanelNav sections={sections} onPick={toggle} />
      </Drawer>
    );
  }
  if (!isOpen) return null;
  return (
    <div className={classes.panel}>
      <PanelNav sections={sections} />
    </div>
  );
}

/** One entry is in the tab order; arrows, Home and End go through all of them. */
function PanelNav({ sections, onPick }: { sections: readonly PanelSection[]; onPick?: () => void }) {
  const current = sections.flatMap(({ items }) => items).find(({ isCurrent }) => isCurrent)?.key ?? 'all';
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-panel-item]')];
    const place = links.findIndex((link) => link === event.target);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: links.length - 1 }[event.key];
    if (place < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, to))]?.focus();
  };
  return (
    <nav id={PANEL_ID} aria-label="Views, segments and lists" className={classes.nav} onKeyDown={onKeyDown}>
      {sections.map((section) => (
        <Section key={section.title} section={section} current={current} onPick={onPick} />
      ))}
    </nav>
  );
}

function Section({ section, current, onPick }: { section: PanelSection; current: string; onPick: (() => void) | undefined }) {
  const { title, items, asOf, manage } = section;
  const [isWhole, setWhole] = useState(false);
  // The current one is never hidden behind "Show all".
  const shown = isWhole ? items : items.filter(({ isCurrent }, at) => at < SHOWN || isCurrent);
  return (
    <div role="group" aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {manage && (
          <Tooltip label={manage.label}>
            <ActionIcon component={Link} to={manage.to} size="xs" aria-label={manage.label} className={classes.manage}>
              <IconSettings size={13} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <ul className={classes.items}>
        {shown.map((item) => (
          <li key={item.key}>
            <Item item={item} isTabStop={item.key === current} onPick={onPick} />
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" className={classes.more} onClick={() => setWhole(true)}>
          Show all {formatCount(items.length)}
        </button>
      )}
      {asOf && (
        <p className={classes.asOf}>
          Counts as of <RelativeTime iso={asOf} />
        </p>
      )}
    </div>
  );
}

function Item({ item, isTabStop, onPick }: { item: PanelItem; isTabStop: boolean; onPick: (() => void) | undefined }) {
  const { label, to, isCurrent, count, signs = [], hint } = item;
  return (
    <Link
      to={to}
      className={classes.item}
      aria-current={isCurrent ? 'page' : undefined}
      data-panel-item
      tabIndex={isTabStop ? 0 : -1}
      title={hint ? `${label} · ${hint}` : label}
      onClick={onPick}
    >
      <span className={classes.label} dir="auto">
        {label}
      </span>
      {signs.includes('default') && <IconStarFilled size={11} aria-label="Your default" className={classes.sign} />}
      {signs.includes('shared') && <IconUsers size={13} aria-label="Shared" className={classes.sign} />}
      {count !== undefined && <span className={`${classes.count} rp-num`}>{count === null ? '–' : formatCount(count)}</span>}
    </Link>
  );
}
