import { readFile } from 'node:fs/promises'

const readVersions = async (): Promise<Record<string, string>> => {
  const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >

  return { ...dependencies, ...devDependencies }
}

const HOST_PACKAGES = [
  '@payloadcms/db-mongodb',
  '@payloadcms/next',
  '@payloadcms/richtext-lexical',
  '@payloadcms/translations',
  '@payloadcms/ui',
  'graphql',
  'next',
  'payload',
  'react',
  'react-dom',
  'typescript',
]

/** The files of a Payload app as its blank template makes it, with Drumbeat as one line of its config. */
export async function describeHostApp({ tarball }: { tarball: string }): Promise<Record<string, string>> {
  const versions = await readVersions()
  const dependencies = Object.fromEntries(HOST_PACKAGES.map((name) => [name, versions[name]]))

  return {
    'next.config.mjs': NEXT_CONFIG,
    'package.json': JSON.stringify(
      {
        dependencies: { ...dependencies, drumbeat: `file:${tarball}` },
        name: 'host-app',
        private: true,
        type: 'module',
      },
      null,
      2,
    ),
    'src/app/(payload)/admin/[[...segments]]/page.tsx': PAGE,
    'src/app/(payload)/admin/importMap.js': 'export const importMap = {}\n',
    'src/app/(payload)/api/[...slug]/route.ts': ROUTE,
    'src/app/(payload)/layout.tsx': LAYOUT,
    'src/payload.config.ts': CONFIG,
    'tsconfig.json': TSCONFIG,
  }
}

const CONFIG = `import { mongooseAdapter } from '@payloadcms/db-mongodb'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import path from 'path'
import { buildConfig } from 'payload'
import { fileURLToPath } from 'url'
import { drumbeat } from 'drumbeat'

const dirname = path.dirname(fileURLToPath(import.meta.url))

export default buildConfig({
  admin: { importMap: { baseDir: path.resolve(dirname) }, user: 'users' },
  collections: [
    { slug: 'users', admin: { useAsTitle: 'email' }, auth: true, fields: [{ name: 'nickname', type: 'text' }] },
    { slug: 'media', access: { read: () => true }, fields: [{ name: 'alt', type: 'text', required: true }], upload: true },
    { slug: 'pages', fields: [{ name: 'title', type: 'text' }] },
  ],
  db: mongooseAdapter({ url: process.env.DATABASE_URI || '' }),
  editor: lexicalEditor(),
  plugins: [drumbeat({ timeZone: 'Asia/Shanghai' })],
  secret: process.env.PAYLOAD_SECRET || '',
  typescript: { outputFile: path.resolve(dirname, 'payload-types.ts') },
})
`

const NEXT_CONFIG = `import { withPayload } from '@payloadcms/next/withPayload'

export default withPayload({ typescript: { ignoreBuildErrors: true } })
`

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    allowJs: true,
    esModuleInterop: true,
    incremental: true,
    isolatedModules: true,
    jsx: 'react-jsx',
    lib: ['DOM', 'DOM.Iterable', 'ES2022'],
    module: 'esnext',
    moduleResolution: 'bundler',
    noEmit: true,
    paths: { '@payload-config': ['./src/payload.config.ts'] },
    plugins: [{ name: 'next' }],
    resolveJsonModule: true,
    skipLibCheck: true,
    strict: true,
    target: 'ES2022',
  },
  exclude: ['node_modules'],
  include: ['next-env.d.ts', '**/*.ts', '**/*.tsx', '.next/types/**/*.ts'],
})

const LAYOUT = `import config from '@payload-config'
import '@payloadcms/next/css'
import { handleServerFunctions, RootLayout } from '@payloadcms/next/layouts'
import { importMap } from './admin/importMap.js'

const serverFunction = async function (args) {
  'use server'
  return handleServerFunctions({ ...args, config, importMap })
}

export default function Layout({ children }) {
  return (
    <RootLayout config={config} importMap={importMap} serverFunction={serverFunction}>
      {children}
    </RootLayout>
  )
}
`

const PAGE = `import config from '@payload-config'
import { generatePageMetadata, RootPage } from '@payloadcms/next/views'
import { importMap } from '../importMap.js'

export const generateMetadata = ({ params, searchParams }) => generatePageMetadata({ config, params, searchParams })
export default function Page({ params, searchParams }) {
  return RootPage({ config, importMap, params, searchParams })
}
`

const ROUTE = `import config from '@payload-config'
import { REST_DELETE, REST_GET, REST_OPTIONS, REST_PATCH, REST_POST, REST_PUT } from '@payloadcms/next/routes'

export const DELETE = REST_DELETE(config)
export const GET = REST_GET(config)
export const OPTIONS = REST_OPTIONS(config)
export const PATCH = REST_PATCH(config)
export const POST = REST_POST(config)
export const PUT = REST_PUT(config)
`
