/** The rooms of docs/architecture.md and who may import whom. */
const SRC = '^(src|collections|hooks|jobs|media|payload\\.config)'

const only = (name, comment, path, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: SRC, pathNot: allowed },
  to: { path },
})

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      comment: 'Rules import nothing outside src/domain.',
      severity: 'error',
      from: { path: '^src/domain' },
      to: { pathNot: '^(src/domain|crypto$|node_modules/(temporal-polyfill|rrule-temporal))' },
    },
    {
      name: 'channels-delivery-engagement-media-know-domain',
      severity: 'error',
      from: { path: '^(src/calendar|src/channels|src/delivery|src/engagement|media)/' },
      to: { path: SRC, pathNot: '^(src/domain|src/calendar|src/channels|src/delivery|src/engagement|media)/' },
    },
    {
      name: 'rooms-beside-each-other',
      comment: 'calendar, channels, delivery, engagement and media do not import one another.',
      severity: 'error',
      from: { path: '^(src/calendar|src/channels|src/delivery|src/engagement|media)/' },
      to: { path: '^(src/calendar|src/channels|src/delivery|src/engagement|media)/', pathNot: '^$1/' },
    },
    {
      name: 'hooks-reach-jobs-through-ports',
      severity: 'error',
      from: { path: '^hooks/' },
      to: { path: '^(jobs|src/server|src/channels|src/engagement|src/delivery|src/admin|src/plugin|collections)/' },
    },
    {
      name: 'collections-are-data',
      severity: 'error',
      from: { path: '^collections/' },
      to: { path: '^(jobs|src/server|src/channels|src/engagement|src/delivery|src/plugin|src/database|media)/' },
    },
    {
      name: 'workers-never-import-next',
      severity: 'error',
      from: {
        path: '^(jobs|collections|hooks|media|src/(domain|calendar|channels|engagement|delivery|access|database|sandbox|config))',
      },
      to: { path: '^node_modules/(next|@payloadcms/next)/' },
    },
    only('agenda-only-in-jobs', 'Agenda is hidden behind jobs/.', '^node_modules/(agenda|@agendajs)/', '^jobs/'),
    only('sharp-only-in-media', 'sharp is hidden behind media/.', '^node_modules/sharp/', '^(media/|payload\\.config)'),
    only(
      'express-only-in-server',
      'Express is hidden behind src/server and src/sandbox.',
      '^node_modules/express/',
      '^src/(server|sandbox)/',
    ),
    {
      name: 'only-entry-points-import-the-config',
      severity: 'error',
      from: { path: SRC, pathNot: '^src/(app|cli|server/main)' },
      to: { path: '^payload\\.config\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist|\\.data)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
