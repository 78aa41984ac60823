// Who may import whom, checked on resolved files: the same table as in the architecture, whatever path an import takes to get there.

/** Everything in `from` may reach only what `allowed` matches. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
})

/** Nothing in `from` may reach what `forbidden` matches. */
const never = (name, from, forbidden, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: forbidden },
})

const library = (names) => `node_modules/(@types/)?(${names})(/|$)`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no order to read it in.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead: delete it or use it.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['^src/(main|preload|service)/index\\.ts$', '\\.d\\.ts$', '\\.(css|html)$', '-worker\\.ts$'],
      },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw|inline)' },
    },
    only(
      'domain-knows-nouns-only',
      '^src/shared/domain/',
      ['^src/shared/domain/', library('zod')],
      'A noun knows zod and other nouns.',
    ),
    only(
      'shared-is-pure',
      '^src/shared/',
      ['^src/shared/', library('zod|liquidjs|uuid')],
      'shared imports zod, liquidjs, uuid and shared.',
    ),
    never(
      'service-knows-no-window',
      '^src/service/',
      ['^src/(main|preload|renderer)/', '^(tests|tools)/', library('electron|react|react-dom|dexie|zustand')],
      'The service shares types with the window through src/shared only.',
    ),
    {
      name: 'main-is-the-desktop-only',
      comment: 'The main process imports shared, node:, electron and what updates it.',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { pathNot: ['^src/(main|shared)/', library('electron|electron-updater')], dependencyTypesNot: ['core'] },
    },
    only(
      'preload-is-a-forwarder',
      '^src/preload/',
      ['^src/preload/', '^src/shared/desktop-bridge\\.ts$', library('electron')],
      'The preload imports electron and the types of the bridge.',
    ),
    never(
      'window-is-sandboxed',
      '^src/renderer/',
      ['^src/(main|preload|service)/', '^(tests|tools)/', library('electron|pg|fastify|pino')],
      'The window reaches the desktop through the bridge and the service through sync.',
    ),
    {
      name: 'window-has-no-node',
      comment: 'The window runs in a sandbox without Node.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    only(
      'ui-has-no-domain',
      '^src/renderer/ui/',
      [
        '^src/renderer/ui/',
        library('react|react-dom|@base-ui/react|lucide-react|clsx|react-resizable-panels|@tanstack/react-virtual'),
        'react/jsx-runtime',
      ],
      'ui is React and headless parts: plain props, no domain words.',
    ),
    never(
      'sync-knows-no-screen',
      '^src/renderer/sync/',
      ['^src/renderer/(workspace|commands|features|ui)/', library('react|react-dom|zustand')],
      'sync runs without React, in tests and in workers.',
    ),
    never(
      'search-knows-no-screen',
      '^src/renderer/search/',
      [
        '^src/renderer/(workspace|commands|features|ui|desktop)/',
        library('react|react-dom|zustand|dexie|socket\\.io-client'),
      ],
      'search runs in a worker: of the window it knows the seal, under which it keeps its index.',
    ),
    never(
      'workspace-knows-no-feature',
      '^src/renderer/workspace/',
      ['^src/renderer/(features|ui|commands)/', library('dexie|socket\\.io-client')],
      'The workspace is the view over sync.',
    ),
    never(
      'commands-know-no-feature',
      '^src/renderer/commands/',
      ['^src/renderer/(features|ui|sync)/', library('dexie|socket\\.io-client')],
      'A command knows shared and workspace.',
    ),
    never(
      'feature-stays-above-sync',
      '^src/renderer/features/',
      ['^src/renderer/sync/', library('dexie|socket\\.io-client')],
      'A feature reads rows through the workspace and changes them by naming a mutation.',
    ),
    {
      name: 'feature-knows-no-feature',
      comment: 'Features meet in app.tsx only.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    never('source-needs-no-tests', '^src/', ['^tests/', '^tools/'], 'What ships does not depend on tests or tools.'),
  ],
  options: {
    // Types count as imports: a type from the wrong zone couples as surely as a value.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)out/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'browser', 'node', 'default', 'require'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.d.ts', '.json', '.css'],
    },
  },
}
