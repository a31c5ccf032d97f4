import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type ContactLook, isSameLook, lookOf, urlOf } from '../../features/contacts/contactLook';
import { contactUrl, type ContactView } from '../../features/contacts/contactFilters';
import { ContactsPanel, ContactsPanelToggle, useContactsPanel } from '../../features/contacts/ContactsPanel';
import { panelSections } from '../../features/contacts/contactsPanel';
import { ContactsView } from '../../features/contacts/ContactsView';
import { useCustomFields } from '../../features/customFields/customFieldQueries';
import { usePersonalFields } from '../../features/customFields/personalFieldQueries';
import { ExportDialog, type ExportAsk } from '../../features/exports/ExportDialog';
import { useCreateList, useLists } from '../../features/lists/listQueries';
import { useSegmentNews, useSegments } from '../../features/segments/segmentQueries';
import { MissingNotice } from '../../features/views/MissingNotice';
import { NO_VIEW, useSavedViews } from '../../features/views/useSavedViews';
import { ViewMenu } from '../../features/views/ViewMenu';
import type { Look } from '../../features/views/viewQueries';
import { withoutMissing } from '../../features/views/withoutMissing';
import { paths } from '../../shared/paths';
import { Notice } from '../../shared/ui/Notice';
import { useUrlState } from '../../shared/url/useUrlState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ContactsPeek } from './ContactsPeek';
import { keptColumnsKey } from './keptColumns';

/** Who is looked at beside the table; no view keeps it. */
const peekUrl = { peek: '' } as const;
const OTHERS = Object.keys(contactUrl).filter((name) => name !== 'view');
/** What `?view=…` alone means, before it is known what the view says. */
const NOTHING_SAID: ContactLook = { columns: [], sort: contactUrl.sort, filter: {} };

export function ContactsPage() {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId);
  const segments = useSegments(workspaceId);
  const fields = useCustomFields(workspaceId);
  const own = usePersonalFields(workspaceId);
  const createList = useCreateList(workspaceId);
  const [toExport, setToExport] = useState<ExportAsk | null>(null);
  const [state, setState] = useColumnsKept(workspaceId);
  const [params] = useSearchParams();
  const isTrash = state.trashed === 'true';
  const saved = useSavedViews({
    viewId: state.view,
    says: OTHERS.some((name) => params.has(name)) ? 'something' : 'nothing',
    isEnabled: !isTrash,
    open: (id, look) => {
      if (look) setState({ ...urlOf(asLook(look)), view: id });
      else setState({ ...urlOf(NOTHING_SAID), columns: null, view: id }, { push: true });
    },
  });
  const [{ peek }, setPeek] = useUrlState(peekUrl);
  const onPeek = useCallback((contactId: string | null) => setPeek({ peek: contactId }), [setPeek]);
  const panel = useContactsPanel();
  useSegmentNews(workspaceId);
  const look = lookOf(state);
  const { view } = saved;
  const missing =
    view?.missing.filter(({ place, key }) => place === 'filter' && JSON.stringify(look.filter).includes(key.replace(/^mine:/, ''))) ?? [];
  return (
    <>
      <ContactsView
        url={[state, setState]}
        isReady={saved.isReady}
        lists={lists.data}
        segments={segments.data}
        fields={fields.data}
        own={own.data}
        onCreateList={(name) => createList.mutateAsync({ name })}
        onExport={(contacts, what) => setToExport({ kind: 'contacts', contacts, what })}
        peekId={peek || null}
        onPeek={onPeek}
        peekPanel={(beside) => <ContactsPeek contactId={peek} beside={beside} />}
        panelToggle={<ContactsPanelToggle {...panel} />}
        panel={
          <ContactsPanel
            state={panel}
            sections={panelSections({
              workspaceId,
              state,
              views: saved.views,
              segments: segments.data ?? [],
              lists: lists.data ?? [],
              noView: NO_VIEW,
            })}
          />
        }
        viewMenu={
          !isTrash && (
            <ViewMenu
              views={saved.views}
              view={view}
              look={{ ...look, columns: [...look.columns] }}
              isChanged={view !== null && !isSameLook(look, asLook(view))}
              onOpen={saved.open}
            />
          )
        }
        notice={
          <>
            {saved.isGone && (
              <div>
                {' '}
                <Notice title="This view isn’t available">
                  It was deleted or isn’t shared with you. <Link to={paths.contacts(workspaceId, `view=${NO_VIEW}`)}>All contacts</Link>
                </Notice>
              </div>
            )}
            {view && (
              <MissingNotice
                missing={[...view.missing.filter(({ place }) => place !== 'filter'), ...missing]}
                onRemove={() =>
                  setState(urlOf(asLook({ ...look, columns: [...look.columns], filter: withoutMissing(look.filter, missing) })))
                }
              />
            )}
          </>
        }
        sample={
          <Button component={Link} to={paths.start(workspaceId)} variant="subtle">
            Look at sample data
          </Button>
        }
      />
      <ExportDialog ask={toExport} onClose={() => setToExport(null)} />
    </>
  );
}

type SetUrl = ReturnType<typeof useUrlState<typeof contactUrl>>[1];

/** Without a view, the browser remembers the columns: an address that says none means those. */
function useColumnsKept(workspaceId: string): [ContactView, SetUrl] {
  const [said, setSaid] = useUrlState(contactUrl);
  const [kept, keep] = useLocalStorage({ key: keptColumnsKey(workspaceId), defaultValue: '', getInitialValueInEffect: false });
  const hasView = said.view !== '' && said.view !== NO_VIEW;
  const set: SetUrl = (patch, options) => {
    if (patch.columns !== undefined && patch.view === undefined && !hasView) keep(patch.columns ?? '');
    setSaid(patch, options);
  };
  return [hasView || said.columns !== '' ? said : { ...said, columns: kept }, set];
}

/** The SDK says `undefined` where a parameter is left out. */
function asLook({ columns, sort, filter }: Look): ContactLook {
  return JSON.parse(JSON.stringify({ columns, sort, filter })) as ContactLook;
}
