import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { accessOperations } from '../../core/access/operations.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { journalOperations } from '../../core/journal/operations.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { filtersOf } from './filters.ts';
import { PageFault, PageMissing, PageWaiting } from './page-states.tsx';
import { Shell } from './shell.tsx';

/** Keeps the named texts of an address: for what a page is opened with rather than filtered by. */
const texts = <Name extends string>(...names: readonly Name[]) => (raw: Record<string, unknown>): Partial<Record<Name, string>> =>
  Object.fromEntries(names.filter((name) => typeof raw[name] === 'string').map((name) => [name, raw[name]])) as Partial<Record<Name, string>>;

const root = createRootRoute({ component: Shell });
const page = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;

const routes = [
  createRoute({ ...page('/'), component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage') }),
  createRoute({ ...page('/sign-in'), validateSearch: texts('to'), component: lazyRouteComponent(() => import('../access/sign-in-page.tsx'), 'SignInPage') }),
  createRoute({ ...page('/account'), component: lazyRouteComponent(() => import('../access/own-account-page.tsx'), 'OwnAccountPage') }),
  createRoute({ ...page('/accounts'), validateSearch: filtersOf(accessOperations.listAccounts, ['q']), component: lazyRouteComponent(() => import('../access/account-list-page.tsx'), 'AccountListPage') }),
  createRoute({ ...page('/journal'), validateSearch: filtersOf(journalOperations.listRecords, ['operation', 'actor', 'subject']), component: lazyRouteComponent(() => import('../journal/journal-page.tsx'), 'JournalPage') }),

  createRoute({ ...page('/departments'), validateSearch: filtersOf(registryOperations.listDepartments, ['q', 'kind', 'on', 'known']), component: lazyRouteComponent(() => import('../registry/department-list-page.tsx'), 'DepartmentListPage') }),
  createRoute({ ...page('/departments/$departmentId'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/department-page.tsx'), 'DepartmentPage') }),
  createRoute({ ...page('/organisation-chart'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/organisation-chart-page.tsx'), 'OrganisationChartPage') }),
  createRoute({ ...page('/unowned-references'), component: lazyRouteComponent(() => import('../registry/unowned-page.tsx'), 'UnownedPage') }),
  createRoute({ ...page('/documents'), validateSearch: filtersOf(registryOperations.listDocuments, ['q', 'kind', 'departmentId', 'on', 'known']), component: lazyRouteComponent(() => import('../registry/document-list-page.tsx'), 'DocumentListPage') }),
  createRoute({ ...page('/documents/import'), validateSearch: texts('departmentId'), component: lazyRouteComponent(() => import('../registry/document-import-page.tsx'), 'DocumentImportPage') }),
  createRoute({ ...page('/document-imports/$documentImportId'), component: lazyRouteComponent(() => import('../registry/import-batch-page.tsx'), 'ImportBatchPage') }),
  createRoute({ ...page('/document-imports/$documentImportId/files/$ordinal'), component: lazyRouteComponent(() => import('../registry/import-file-page.tsx'), 'ImportFilePage') }),
  createRoute({ ...page('/documents/$documentId'), validateSearch: texts('clause', 'on', 'known'), component: lazyRouteComponent(() => import('../registry/document-page.tsx'), 'DocumentPage') }),
  createRoute({ ...page('/search'), validateSearch: filtersOf(registryOperations.search, ['q', 'kind', 'departmentId', 'documentKind', 'leastRank', 'on', 'known']), component: lazyRouteComponent(() => import('../registry/search-page.tsx'), 'SearchPage') }),
  createRoute({ ...page('/duty-clauses/$dutyClauseId'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/duty-clause-page.tsx'), 'DutyClausePage') }),
  createRoute({ ...page('/matters'), validateSearch: texts('q', 'on', 'known'), component: lazyRouteComponent(() => import('../registry/matter-list-page.tsx'), 'MatterListPage') }),
  createRoute({ ...page('/matters/$matterId'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/matter-page.tsx'), 'MatterPage') }),
  createRoute({ ...page('/matters/$matterId/alignment'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/alignment-page.tsx'), 'AlignmentPage') }),
  createRoute({ ...page('/matter-schemes'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/matter-scheme-list-page.tsx'), 'MatterSchemeListPage') }),
  createRoute({ ...page('/matter-schemes/$matterSchemeId'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/matter-scheme-page.tsx'), 'MatterSchemePage') }),
  createRoute({ ...page('/basis-ranks'), validateSearch: filtersOf(registryOperations.listBasisRanks, ['on']), component: lazyRouteComponent(() => import('../registry/basis-rank-page.tsx'), 'BasisRankPage') }),
  createRoute({ ...page('/basis-changes'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/basis-change-list-page.tsx'), 'BasisChangeListPage') }),
  createRoute({ ...page('/basis-changes/$basisChangeId'), validateSearch: texts('on', 'known'), component: lazyRouteComponent(() => import('../registry/basis-change-page.tsx'), 'BasisChangePage') }),

  createRoute({ ...page('/appeals'), validateSearch: filtersOf(appealsOperations.listAppeals, ['q', 'state', 'type', 'channel', 'matterId', 'departmentId']), component: lazyRouteComponent(() => import('../appeals/appeal-list-page.tsx'), 'AppealListPage') }),
  createRoute({ ...page('/appeals/new'), component: lazyRouteComponent(() => import('../appeals/appeal-new-page.tsx'), 'AppealNewPage') }),
  createRoute({ ...page('/appeals/import'), validateSearch: texts('appealImportId'), component: lazyRouteComponent(() => import('../appeals/appeal-import-page.tsx'), 'AppealImportPage') }),
  createRoute({ ...page('/appeals/$appealId'), component: lazyRouteComponent(() => import('../appeals/appeal-page.tsx'), 'AppealPage') }),
  createRoute({ ...page('/orders'), validateSearch: filtersOf(dispatchOperations.listOrders, ['q', 'state', 'departmentId', 'overdue', 'automatic']), component: lazyRouteComponent(() => import('../dispatch/order-list-page.tsx'), 'OrderListPage') }),
  createRoute({ ...page('/orders/$workOrderId'), component: lazyRouteComponent(() => import('../dispatch/order-page.tsx'), 'OrderPage') }),
  createRoute({ ...page('/model-health'), validateSearch: filtersOf(dispatchOperations.viewModelHealth, ['from', 'to', 'matterClassId']), component: lazyRouteComponent(() => import('../dispatch/model-health-page.tsx'), 'ModelHealthPage') }),
  createRoute({ ...page('/automatic-confirmation'), component: lazyRouteComponent(() => import('../dispatch/automatic-page.tsx'), 'AutomaticPage') }),
  createRoute({ ...page('/model-health/cards'), validateSearch: filtersOf(dispatchOperations.listJudgedCards, ['from', 'to', 'matterClassId', 'week', 'outcome', 'withoutClass', 'probabilityFrom', 'probabilityTo', 'judged', 'right', 'covered']), component: lazyRouteComponent(() => import('../dispatch/judged-card-list-page.tsx'), 'JudgedCardListPage') }),

  createRoute({ ...page('/disputes'), validateSearch: filtersOf(disputesOperations.listDisputes, ['q', 'state', 'level', 'departmentId', 'matterId', 'pending']), component: lazyRouteComponent(() => import('../disputes/dispute-list-page.tsx'), 'DisputeListPage') }),
  createRoute({ ...page('/disputes/new'), validateSearch: texts('matterId', 'workOrderId'), component: lazyRouteComponent(() => import('../disputes/dispute-new-page.tsx'), 'DisputeNewPage') }),
  createRoute({ ...page('/disputes/$disputeId'), component: lazyRouteComponent(() => import('../disputes/dispute-page.tsx'), 'DisputePage') }),

  createRoute({ ...page('/division-entries'), validateSearch: filtersOf(divisionOperations.listEntries, ['q', 'matterId', 'departmentId', 'on', 'knownAt']), component: lazyRouteComponent(() => import('../division/division-table-page.tsx'), 'DivisionTablePage') }),
  createRoute({ ...page('/division-entries/$divisionEntryId'), component: lazyRouteComponent(() => import('../division/division-entry-page.tsx'), 'DivisionEntryPage') }),
  createRoute({ ...page('/division-drafts'), validateSearch: filtersOf(divisionOperations.listDrafts, ['state']), component: lazyRouteComponent(() => import('../division/division-draft-list-page.tsx'), 'DivisionDraftListPage') }),
  createRoute({ ...page('/division-drafts/new'), validateSearch: texts('replacesEntryId', 'matterId'), component: lazyRouteComponent(() => import('../division/division-draft-page.tsx'), 'NewDivisionDraftPage') }),
  createRoute({ ...page('/division-drafts/$divisionDraftId'), component: lazyRouteComponent(() => import('../division/division-draft-page.tsx'), 'DivisionDraftPage') }),
] as const;

/** Filters stand in the address as plain text, `?kind=LAW&q=12345`, so that an address can be written by hand. */
const parseSearch = (search: string): Record<string, unknown> => Object.fromEntries(new URLSearchParams(search));

const stringifySearch = (search: Record<string, unknown>): string => {
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '').map(([key, value]) => [key, String(value)]));
  return query.size > 0 ? `?${query.toString()}` : '';
};

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: PageMissing,
  defaultPendingComponent: PageWaiting,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
