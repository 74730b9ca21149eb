/** The order of the modules, lower first: a module uses those before it, never those after (ARCHITECTURE.md). */
const modules = ['access', 'journal', 'registry', 'documents', 'division', 'disputes', 'appeals', 'dispatch', 'screening', 'supervision', 'insight'];

const neverLater = modules.flatMap((module, index) => {
  const later = modules.slice(index + 1);
  if (later.length === 0) return [];
  return [{
    name: `${module}-uses-no-later-module`,
    severity: 'error',
    from: { path: `^src/(core|server)/${module}/`, pathNot: '\\.test\\.ts$' },
    to: { path: `^src/(core|server)/(${later.join('|')})/` },
  }];
});

const storesAreOwn = modules.map((module) => ({
  name: `store-of-${module}-is-its-own`,
  severity: 'error',
  // main.ts counts failed sign-ins outside the refused call's transaction; the sample writes the history of a district that was never acted here
  from: { path: '^src/', pathNot: [`^src/server/${module}/`, '^src/server/main\\.ts$', '^src/server/sample/', '\\.test\\.ts$'] },
  to: { path: `^src/server/${module}/store\\.ts$` },
}));

module.exports = {
  forbidden: [
    { name: 'core-is-pure', severity: 'error', from: { path: '^src/core/', pathNot: '\\.test\\.ts$' }, to: { pathNot: ['^src/core/', '^node_modules/zod/'] } },
    { name: 'web-and-verifier-never-touch-server', severity: 'error', from: { path: '^src/(web|verifier)/' }, to: { path: '^src/(server|cli)/' } },
    { name: 'verifier-imports-core-only', severity: 'error', from: { path: '^src/verifier/' }, to: { path: '^src/', pathNot: '^src/(core|verifier)/' } },
    { name: 'server-never-touches-web-or-cli', severity: 'error', from: { path: '^src/server/' }, to: { path: '^src/(web|cli)/' } },
    { name: 'sql-only-where-data-is', severity: 'error', from: { path: '^src/', pathNot: ['^src/server/platform/', '[/-](store|queries)\\.ts$', '\\.test\\.ts$', '^src/server/(sample|bench)/'] }, to: { path: '^node_modules/(kysely|pg|pg-boss)/' } },
    { name: 'handlers-know-no-http', severity: 'error', from: { path: '/handlers' , pathNot: '\\.test\\.ts$' }, to: { path: '^src/server/http/' } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'declared-packages-only', severity: 'error', from: { path: '^(src|scripts)/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    { name: 'no-development-package-at-run-time', severity: 'error', from: { path: '^src/', pathNot: ['\\.test\\.tsx?$'] }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' } },
    ...neverLater,
    ...storesAreOwn,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.json', '.css'] },
    exclude: { path: '\\.(css|woff2?|yaml|json)$' },
  },
};
