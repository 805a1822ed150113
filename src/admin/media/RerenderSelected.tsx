'use client'

import { Button, toast, useListQuery, useSelection } from '@payloadcms/ui'
import { useState } from 'react'

import { ACCESS_TO_RERENDER } from '../../domain/mediaRoles.ts'
import { SECOND } from '../../domain/duration.ts'
import { useRoles } from '../publications/useMayAct.ts'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface Progress {
  done: number
  failed: { id: string; message: string }[]
  isFinished: boolean
  total: number
}

/** Above the list of media, once some are ticked: makes their renditions anew and shows how far that is. */
export function RerenderSelected() {
  const { count, selectAll, selectedIDs } = useSelection()
  const { query } = useListQuery()
  const { api } = useUrls()
  const { say } = useText()
  const roles = useRoles()
  const [run, setRun] = useState<string | null>(null)
  const { data } = usePolled<Progress>({
    intervalMs: 2 * SECOND,
    url: run === null ? null : api(`/media/rerender/${run}`),
  })

  if (!ACCESS_TO_RERENDER.some((role) => roles.includes(role)) || (count === 0 && data === null)) {
    return null
  }

  const order = async () => {
    // Payload marks "all, on every page" by a status and not by ids.
    const which =
      (selectAll as string) === 'allAvailable' ? { where: query.where ?? {} } : { ids: selectedIDs.map(String) }

    try {
      setRun((await requestJson<{ run: string }>(api('/media/rerender'), { json: which, method: 'POST' })).run)
    } catch (error) {
      reasonsOf(error).forEach((reason) => toast.error(reason))
    }
  }

  return (
    <div className="drumbeat-redrive">
      {count > 0 && (
        <Button disabled={data !== null && !data.isFinished} margin={false} onClick={() => void order()} size="small">
          {say('media:rerender', { count })}
        </Button>
      )}
      {data !== null && (
        <div className="drumbeat-rerender" role="status">
          <progress
            aria-label={say('media:progress')}
            max={Math.max(1, data.total)}
            value={data.total === 0 ? 1 : data.done}
          />
          <span className="drumbeat-muted">
            {say(data.isFinished ? 'media:finished' : 'media:underWay', { done: data.done, total: data.total })}
          </span>
          {data.failed.length > 0 && (
            <span className="drumbeat-late">{say('media:failed', { count: data.failed.length })}</span>
          )}
        </div>
      )}
    </div>
  )
}
