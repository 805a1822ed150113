'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { TokenState } from '../../calendar/tokens.ts'
import { MINUTE } from '../../domain/duration.ts'
import { Dialog } from '../elements/Dialog.tsx'
import { Instant } from '../elements/Instant.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface Answer {
  subscription: TokenState | null
  token?: string
}

/** A person's own subscription: made, shown once, ended. */
export function SubscribeDialog({ onClose }: { onClose: () => void }) {
  const { language, say } = useText()
  const { api } = useUrls()
  const { isBusy, run } = useAct()
  const url = api('/schedules/calendar/token')
  const { data, refresh } = usePolled<Answer>({ intervalMs: MINUTE, url })
  const [token, setToken] = useState<string | null>(null)
  const address =
    token === null
      ? null
      : `${window.location.origin}/delivery/v1/calendar.ics?${new URLSearchParams({ language: language.startsWith('zh') ? 'zh' : 'en', token }).toString()}`
  const current = data?.subscription ?? null

  const act = async (method: 'DELETE' | 'POST', done: string): Promise<void> => {
    await run(async () => {
      const answer = await requestJson<Answer>(url, { method })

      setToken(answer.token ?? null)
    }, done)
    await refresh()
  }

  return (
    <Dialog onClose={onClose} title={say('calendar:subscribe')}>
      <div className="drumbeat-question">
        <p>{say('calendar:subscribeHelp')}</p>
        {address !== null && (
          <div className="drumbeat-field">
            <strong>{say('calendar:subscribeOnce')}</strong>
            <code className="drumbeat-secret">{address}</code>
            <Button
              margin={false}
              onClick={() => void navigator.clipboard.writeText(address)}
              size="small"
              type="button"
            >
              {say('calendar:copyAddress')}
            </Button>
          </div>
        )}
        {current !== null && (
          <p className="drumbeat-muted">
            {say('calendar:subscribedSince')} <Instant at={current.createdAt} /> · {say('calendar:lastUsed')}{' '}
            {current.lastUsedAt === null ? say('channel:never') : <Instant at={current.lastUsedAt} />}
          </p>
        )}
        <div className="drumbeat-actions">
          <Button
            disabled={isBusy}
            margin={false}
            onClick={() => void act('POST', say('calendar:subscribed'))}
            size="small"
            type="button"
          >
            {say(current === null ? 'calendar:subscribeMake' : 'calendar:subscribeAgain')}
          </Button>
          {current !== null && (
            <Button
              buttonStyle="secondary"
              disabled={isBusy}
              margin={false}
              onClick={() => void act('DELETE', say('calendar:unsubscribed'))}
              size="small"
              type="button"
            >
              {say('calendar:unsubscribe')}
            </Button>
          )}
          <Button buttonStyle="subtle" margin={false} onClick={onClose} size="small" type="button">
            {say('general:close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
