'use client'

import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import { SECOND } from '../../domain/duration.ts'
import { forgetRefused, sayRefused } from '../elements/refusals.ts'
import { useText } from '../text/useText.ts'
import { reasonsOf } from './requestJson.ts'

interface Act {
  isBusy: boolean
  /** Runs an act; says that it worked, or every reason why not. True when it worked. */
  run: (act: () => Promise<unknown>, done: string) => Promise<boolean>
}

/** One act of a person at a time, with its outcome always told. */
export function useAct(): Act {
  const [isBusy, setIsBusy] = useState(false)
  const { say } = useText()

  return {
    isBusy,
    run: async (act, done) => {
      setIsBusy(true)
      forgetRefused()

      try {
        await act()
        toast.success(done)

        return true
      } catch (error) {
        sayRefused({ reasons: reasonsOf(error), title: say('general:failed') }, 12 * SECOND)

        return false
      } finally {
        setIsBusy(false)
      }
    },
  }
}
