'use client'

import { useAllFormFields } from '@payloadcms/ui'
import { useEffect, useEffectEvent } from 'react'

/** Long enough for a pause between two words, short enough to feel live. */
const REST_MS = 400

/** Tells when the form was changed and then left alone for a moment; alone, so that nothing else is drawn with each key. */
export function FormWatch({ onRest }: { onRest: () => void }) {
  const [fields] = useAllFormFields()
  const tell = useEffectEvent(onRest)

  useEffect(() => {
    const timer = setTimeout(() => tell(), REST_MS)

    return () => clearTimeout(timer)
  }, [fields])

  return null
}
