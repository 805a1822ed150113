import { loadEnvFile } from '../config/env.ts'
import { demoAccounts, seedDemo } from '../demo/index.ts'
import { openPayload } from './openRuntime.ts'
import { runCommand } from './runCommand.ts'

/** Fills an empty database with the demo; exit code 1 when the database is in use. */
await runCommand('seed', async () => {
  loadEnvFile()

  const opened = await openPayload((line) => console.error(line))

  try {
    const isSeeded = await seedDemo({
      clock: () => new Date(),
      payload: opened.payload,
      report: (line) => console.log(line),
    })

    if (!isSeeded) {
      console.error('seed: this database is not empty; the demo only goes into an empty one.')

      return 1
    }

    console.log('Demo accounts (e-mail, password, role):')
    demoAccounts.forEach(({ email, password, role }) => console.log(`  ${email}  ${password}  ${role}`))

    return 0
  } finally {
    await opened.close()
  }
})
