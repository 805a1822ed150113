import tsconfigPaths from 'vite-tsconfig-paths'
import { defineConfig } from 'vitest/config'

const rooms = [
  'domain',
  'calendar',
  'access',
  'channels',
  'collections',
  'config',
  'database',
  'delivery',
  'engagement',
  'hooks',
  'jobs',
  'media',
  'plugin',
  'server',
  'import',
  'demo',
  'admin',
  'sandbox',
  'cli',
]

export default defineConfig({
  plugins: [tsconfigPaths({ ignoreConfigErrors: true })],
  test: {
    // As payload.config.ts does: the S3 adapter of this release was not published with the others.
    env: { PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true' },
    // Without it Lexical picks its build by a top-level await that on Node 20 sometimes never settles.
    execArgv: ['--conditions=production'],
    projects: [
      {
        extends: true,
        test: {
          include: rooms.map((room) => `tests/${room}/**/*.test.ts`),
          // Nothing here lives longer than its test, so that files may share what they import.
          isolate: false,
          maxWorkers: 2,
          name: 'unit',
          // Properties try hundreds of cases, on machines that may be busy.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          globalSetup: ['tests/support/mongod.ts'],
          hookTimeout: 120_000,
          include: ['tests/integration/**/*.test.ts'],
          // The admin's form builder imports style sheets, which only vite reads.
          server: { deps: { inline: [/@payloadcms\/ui/] } },
          // Every file has a database of its own, and waits as long as it works.
          maxWorkers: 3,
          name: 'integration',
          pool: 'forks',
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          globalSetup: ['tests/support/mongod.ts'],
          hookTimeout: 300_000,
          include: ['tests/e2e/**/*.test.ts'],
          // Every file has a product of its own.
          maxWorkers: 2,
          name: 'browser',
          pool: 'forks',
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          // One at a time: they watch how soon things happen.
          fileParallelism: false,
          globalSetup: ['tests/support/mongod.ts'],
          hookTimeout: 300_000,
          include: ['tests/faults/**/*.test.ts'],
          name: 'system',
          pool: 'forks',
          sequence: { groupOrder: 3 },
          testTimeout: 300_000,
        },
      },
    ],
  },
})
