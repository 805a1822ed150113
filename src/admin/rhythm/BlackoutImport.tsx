'use client'

import { Button, toast, useAuth } from '@payloadcms/ui'
import { useRouter } from 'next/navigation.js'
import { useRef, useState } from 'react'

import type { BlackoutReport } from '../../domain/rhythm/blackoutImport.ts'
import { BLACKOUTS } from '../../domain/slugs.ts'
import { reasonsOf, RequestRefused } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { BlackoutDefaults, type Defaults } from './BlackoutDefaults.tsx'

/** Above the list of blackouts: reads a calendar file, all of it or nothing, and names what is wrong with it. */
export function BlackoutImport() {
  const { language, say } = useText()
  const { api } = useUrls()
  const { permissions } = useAuth()
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [defaults, setDefaults] = useState<Defaults>({ action: 'move', channels: [], kind: 'holiday' })
  const [report, setReport] = useState<BlackoutReport | null>(null)
  const shown = language.startsWith('zh') ? 'zh' : 'en'

  if (!permissions?.collections?.[BLACKOUTS]?.create) {
    return null
  }

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) {
      return
    }

    setIsBusy(true)

    try {
      const answer = await send({ defaults, file, url: api(`/${BLACKOUTS}/import`) })

      setReport(answer)

      if (answer.ok) {
        const { created, removed, skipped, updated } = answer

        toast.success(say('blackoutImport:created', { created, removed, skipped, updated }))
        router.refresh()
      }
    } catch (error) {
      toast.error(say('general:failed'), { description: reasonsOf(error).join('\n') })
    } finally {
      setIsBusy(false)

      // The same file, mended, can be chosen again.
      if (input.current !== null) {
        input.current.value = ''
      }
    }
  }

  return (
    <div className="drumbeat-panel drumbeat-blackout-import">
      <span>{say('blackoutImport:title')}</span>
      <BlackoutDefaults chosen={defaults} onChange={setDefaults} />
      <Button
        buttonStyle="secondary"
        disabled={isBusy}
        margin={false}
        onClick={() => input.current?.click()}
        size="small"
        type="button"
      >
        {say('blackoutImport:choose')}
      </Button>
      <input
        accept=".ics,text/calendar"
        aria-label={say('blackoutImport:choose')}
        className="drumbeat-drop__input"
        onChange={({ target }) => void take(target.files?.[0])}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      {report !== null && !report.ok && (
        <div role="alert">
          <strong className="drumbeat-late">{say('blackoutImport:refused')}</strong>
          <ul>
            {report.problems.map(({ code, event, message, name }, index) => (
              <li key={`${code}-${index}`}>
                {event === null ? say('blackoutImport:file') : say('blackoutImport:row', { event })}
                {name !== null && ` (${name})`}: {message[shown]}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** A file with problems is an answer, not a failure. */
async function send({ defaults, file, url }: { defaults: Defaults; file: File; url: string }): Promise<BlackoutReport> {
  const body = new FormData()

  body.set('action', defaults.action)
  body.set('channels', defaults.channels.join(','))
  body.set('file', file)
  body.set('kind', defaults.kind)

  const response = await fetch(url, { body, credentials: 'include', method: 'POST' })
  const answer = (await response.json().catch(() => null)) as
    (Partial<BlackoutReport> & { errors?: { message: string }[] }) | null

  if (answer !== null && Array.isArray(answer.problems)) {
    return answer as BlackoutReport
  }

  throw new RequestRefused(
    response.status,
    answer?.errors?.map(({ message }) => message) ?? [`HTTP ${response.status}`],
  )
}
