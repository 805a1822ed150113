'use client'

import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import { useText } from '../text/useText.ts'
import { reasonsOf } from './requestJson.ts'

interface Act {
  isBusy: boolean
  /** Runs an act; says in a toast that it worked, or every reason why not. True when it worked. */
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

      try {
        await act()
        toast.success(done)

        return true
      } catch (error) {
        toast.error(say('general:failed'), { description: reasonsOf(error).join('\n'), duration: 12_000 })

        return false
      } finally {
        setIsBusy(false)
      }
    },
  }
}
