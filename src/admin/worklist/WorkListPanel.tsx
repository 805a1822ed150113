'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { BulkAct } from '../../domain/bulkAct.ts'
import { SECOND } from '../../domain/duration.ts'
import type { WorkList } from '../data/workList.ts'
import { Empty } from '../elements/Empty.tsx'
import { useBulkAct } from '../publications/useBulkAct.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { WorkListRow } from './WorkListRow.tsx'

/** The work list with one click per answer, for one publication or for all that are ticked. */
export function WorkListPanel({ initial }: { initial: WorkList }) {
  const { language, say } = useText()
  const { api } = useUrls()
  const { data, refresh } = usePolled<WorkList>({
    initial,
    intervalMs: 5 * SECOND,
    url: api(`/drumbeat/late?language=${language}`),
  })
  const { isBusy, run } = useBulkAct()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const { count, now, publications } = data ?? initial
  const chosen = publications.filter(({ id }) => ticked.has(id)).map(({ id }) => id)

  const answer = async (act: BulkAct, ids: readonly string[]): Promise<void> => {
    await run(act, { ids })
    setTicked(new Set())
    await refresh()
  }
  const tick = (id: string): void =>
    setTicked((before) =>
      before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id]),
    )

  if (publications.length === 0) {
    return <Empty>{say('worklist:empty')}</Empty>
  }

  return (
    <>
      <p className="drumbeat-muted">{say('worklist:help')}</p>
      <div className="drumbeat-worklist__bar">
        <label>
          <input
            checked={chosen.length === publications.length}
            onChange={() =>
              setTicked(new Set(chosen.length === publications.length ? [] : publications.map(({ id }) => id)))
            }
            type="checkbox"
          />
          {say('worklist:all')}
        </label>
        <span aria-live="polite" className="drumbeat-muted">
          {say('worklist:count', { count })}
        </span>
        <span className="drumbeat-actions">
          <Button
            buttonStyle="primary"
            disabled={isBusy || chosen.length === 0}
            margin={false}
            onClick={() => void answer('publish', chosen)}
            size="small"
          >
            {say('worklist:publishMany', { count: chosen.length })}
          </Button>
          <Button
            buttonStyle="subtle"
            disabled={isBusy || chosen.length === 0}
            margin={false}
            onClick={() => void answer('skip', chosen)}
            size="small"
          >
            {say('worklist:skipMany', { count: chosen.length })}
          </Button>
        </span>
      </div>
      <ul className="drumbeat-rows drumbeat-worklist">
        {publications.map((publication) => (
          <li key={publication.id}>
            <WorkListRow
              isBusy={isBusy}
              isTicked={ticked.has(publication.id)}
              now={now}
              onAnswer={(act) => answer(act, [publication.id])}
              onTick={() => tick(publication.id)}
              publication={publication}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
