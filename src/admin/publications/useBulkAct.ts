'use client'

import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import type { BulkAct } from '../../domain/bulkAct.ts'
import { PUBLICATIONS } from '../../domain/slugs.ts'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** What an act is on: publications by id, or all that a filter finds. */
export type Which = { ids: readonly string[] } | { where: object }

interface Outcome {
  done: string[]
  hasMore: boolean
  refused: { id: string; message: string }[]
}

interface Bulk {
  isBusy: boolean
  /** Tells in toasts how many it reached, why not the others, and whether there are more. */
  run: (act: BulkAct, which: Which) => Promise<void>
}

/** Acts on many publications in one request. */
export function useBulkAct(): Bulk {
  const [isBusy, setIsBusy] = useState(false)
  const { api } = useUrls()
  const { say } = useText()

  const tell = ({ done, hasMore, refused }: Outcome): void => {
    if (done.length > 0) {
      toast.success(say('bulk:done', { count: done.length }))
    }

    if (refused.length > 0) {
      const reasons = [...new Set(refused.map(({ message }) => message))].slice(0, 3)

      toast.warning(say('bulk:refused', { count: refused.length }), { description: reasons.join('\n') })
    }

    if (hasMore) {
      toast.info(say('bulk:more'))
    }
  }

  return {
    isBusy,
    async run(act, which) {
      setIsBusy(true)

      try {
        const isRedrive = act === 'redrive'

        tell(
          await requestJson<Outcome>(api(`/${PUBLICATIONS}/${isRedrive ? 'redrive' : 'answer'}`), {
            json: isRedrive ? which : { ...which, answer: act },
            method: 'POST',
          }),
        )
      } catch (error) {
        toast.error(say('general:failed'), { description: reasonsOf(error).join('\n'), duration: 12_000 })
      } finally {
        setIsBusy(false)
      }
    },
  }
}
