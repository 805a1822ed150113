import { importCommand } from './importCommand.ts'
import { openHost } from './openHost.ts'
import { runCommand } from './runCommand.ts'
import { doctorCommand } from './doctorCommand.ts'
import { workerCommand } from './workerCommand.ts'

const USAGE = `Usage: drumbeat worker                 sends what is due, until it is stopped
       drumbeat doctor                 a verdict per line; exit code 1 if any fails
       drumbeat import PLAN [--dry-run] [--json]
       drumbeat import --template [OUT.xlsx]
In the folder of your Payload app, or with PAYLOAD_CONFIG_PATH.`

// What `drumbeat` runs in a host app; the config is the host's.
await runCommand('drumbeat', ([command, ...args]) => {
  switch (command) {
    case 'doctor':
      return doctorCommand(openHost)
    case 'import':
      return importCommand(args, openHost)
    case 'worker':
      return workerCommand(openHost)
    default:
      console.error(USAGE)

      return Promise.resolve(command === undefined || command === '--help' ? 0 : 1)
  }
})
