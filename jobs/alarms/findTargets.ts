import type { Db } from 'mongodb'

import type { SecretBox } from '../../src/domain/secretBox.ts'
import { ALARMS_GLOBAL } from '../../src/domain/slugs.ts'
import { GLOBALS, type StoredAlarms, type StoredTarget } from './records.ts'

/** Whom an alarm is told, with its secrets opened; lives in memory only. */
export interface AlarmTarget {
  kind: StoredTarget['kind']
  language: 'en' | 'zh'
  name: string
  /** Signs the message, where the robot asks for it. */
  secret: string | null
  smtpFrom: string | null
  to: string | null
  /** The robot's or receiver's address; for e-mail, the server's (`smtps://user:password@host`). */
  url: string | null
}

/** Reads the switched-on targets by name. An address that cannot be opened is null, and its messages say so. */
export async function findTargets({
  db,
  secrets,
}: {
  db: Db
  secrets: Pick<SecretBox, 'open'>
}): Promise<Map<string, AlarmTarget>> {
  const stored = await db.collection<StoredAlarms>(GLOBALS).findOne({ globalType: ALARMS_GLOBAL } as object)
  const sealed = stored?.secrets ?? {}

  const open = (key: string): string | null => {
    try {
      return sealed[key] === undefined ? null : secrets.open(sealed[key])
    } catch {
      return null
    }
  }

  return new Map(
    (stored?.targets ?? [])
      .filter(({ enabled }) => enabled !== false)
      .map(({ kind, language, name, to }) => [
        name,
        {
          kind,
          language: language ?? 'zh',
          name,
          secret: open(`${name}:secret`),
          smtpFrom: stored?.smtpFrom ?? null,
          to: to ?? null,
          url: open(kind === 'email' ? 'smtp' : name),
        },
      ]),
  )
}

/** The mail server of the alarms and who writes from it, for other messages to people; null where none is set. */
export async function findMailServer({
  db,
  secrets,
}: {
  db: Db
  secrets: Pick<SecretBox, 'open'>
}): Promise<{ smtpFrom: string; url: string } | null> {
  const stored = await db.collection<StoredAlarms>(GLOBALS).findOne({ globalType: ALARMS_GLOBAL } as object)
  const [smtp, smtpFrom] = [stored?.secrets?.['smtp'], stored?.smtpFrom]

  return smtp === undefined || !smtpFrom ? null : { smtpFrom, url: secrets.open(smtp) }
}
