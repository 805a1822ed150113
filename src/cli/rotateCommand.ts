import { databaseOf } from '../database/handles.ts'
import { rotateSecrets } from '../plugin/rotateSecrets.ts'
import { servicesOf } from '../plugin/services.ts'
import type { OpenedContent } from './openedContent.ts'

/** Seals every stored secret anew with the key of now; exit code 1 when some cannot be opened, each named. */
export async function rotateCommand({ close, payload }: OpenedContent): Promise<number> {
  try {
    const report = await rotateSecrets({ db: databaseOf(payload), secrets: servicesOf(payload).secrets })

    console.log(`${report.resealed} sealed anew, ${report.current} were already under the key of now.`)

    for (const { reason, where } of report.unreadable) {
      console.error(`${where}: ${reason}`)
    }

    return report.unreadable.length === 0 ? 0 : 1
  } finally {
    await close()
  }
}
