import { ensureBuild } from './ensureBuild.ts'
import { runCommand } from './runCommand.ts'

/** `npm run build`: the production build, when a source changed since the last one. */
await runCommand('build', async () => {
  const hasBuilt = await ensureBuild({ report: (line) => console.log(line) })

  console.log(hasBuilt ? 'Built.' : 'The build is up to date.')

  return 0
})
