import { Drawer } from '@mantine/core';
import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { useLocation, useNavigate, useNavigation } from 'react-router';
import { SendingHoldBanner } from '../../features/settings/SendingHoldBanner';
import { useSequence } from '../../shared/keyboard/useSequence';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { NARROW } from '../../shared/theme/tokens';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ConnectionNotice } from './ConnectionNotice';
import { navTargets } from './navigation';
import { NavPanel } from './NavPanel';
import { PersonalNews } from './PersonalNews';
import { PaletteHost, usePalette } from './PaletteHost';
import classes from './Shell.module.css';
import { openShortcutHelp } from './ShortcutHelp';
import { TopBar } from './TopBar';

/** Navigation at the left, the page at the right. Under 768 px the navigation is a drawer. */
export function Shell({ children }: { children: ReactNode }) {
  const [isCollapsed, setCollapsed] = useLocalStorage({
    key: 'rapport-nav-collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const palette = usePalette();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useFocusOnNavigation(main, pathname);
  useShellKeys(() => setCollapsed((collapsed) => !collapsed));
  const closeDrawer = useEffectEvent(drawer.close);
  useEffect(() => closeDrawer(), [pathname]);

  return (
    <div className={isCollapsed ? `${classes.shell} ${classes.collapsed}` : classes.shell}>
      <a href="#main" className="rp-skip">
        Skip to content
      </a>
      <PendingBar />
      {isNarrow ? (
        <TopBar onMenu={drawer.open} onSearch={palette.open} />
      ) : (
        <nav className={classes.nav} aria-label="Main">
          <NavPanel isCollapsed={isCollapsed} onCollapse={() => setCollapsed(!isCollapsed)} onSearch={palette.open} />
        </nav>
      )}
      <Drawer.Root opened={isDrawerOpen && !!isNarrow} onClose={drawer.close} size={280} padding={0}>
        <Drawer.Overlay />
        <Drawer.Content aria-label="Navigation">
          <nav aria-label="Main" style={{ height: '100dvh' }}>
            <NavPanel isCollapsed={false} onSearch={() => (drawer.close(), palette.open())} />
          </nav>
        </Drawer.Content>
      </Drawer.Root>
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <SendingHoldBanner />
        {children}
      </main>
      <PersonalNews />
      <ConnectionNotice />
      <PaletteHost openedAt={palette.openedAt} />
    </div>
  );
}

/** A new page starts at its top, and the keyboard and screen readers start there too. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>, pathname: string): void {
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    main.current?.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [main, pathname]);
}

function useShellKeys(onFold: () => void): void {
  const navigate = useNavigate();
  const workspaceId = useWorkspaceId();
  useShortcut('?', openShortcutHelp);
  useShortcut('[', onFold);
  useSequence('g', Object.fromEntries(navTargets.map((target) => [target.key, () => void navigate(target.to(workspaceId))])));
}

function PendingBar() {
  return useNavigation().state === 'idle' ? null : <div className={classes.pending} aria-hidden />;
}
