import { importCommand } from './importCommand.ts'
import { doctorCommand } from './doctorCommand.ts'
import { openHost, readHostUri } from './openHost.ts'
import { rotateCommand } from './rotateCommand.ts'
import { runCommand } from './runCommand.ts'
import { workerCommand } from './workerCommand.ts'

const USAGE = `Usage: drumbeat worker                 sends what is due, until it is stopped
       drumbeat doctor                 a verdict per line; exit code 1 if any fails
       drumbeat rotate                 seals stored secrets anew, after the secret was changed
       drumbeat import PLAN [--dry-run] [--json]
       drumbeat import --template [OUT.xlsx]
In the folder of your Payload app, or with PAYLOAD_CONFIG_PATH.`

// What `drumbeat` runs in a host app; the config is the host's.
await runCommand('drumbeat', async ([command, ...args]) => {
  switch (command) {
    case 'doctor':
      return doctorCommand({ expectsWorker: true, uri: await readHostUri() })
    case 'import':
      return importCommand(args, openHost)
    case 'rotate':
      return rotateCommand(await openHost())
    case 'worker':
      return workerCommand(await openHost())
    default:
      console.error(USAGE)

      return command === undefined || command === '--help' ? 0 : 1
  }
})
