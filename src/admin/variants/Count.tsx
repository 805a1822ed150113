'use client'

import type { PartCount } from '../../domain/writing/countParts.ts'
import { sayCount } from '../../domain/writing/sayCount.ts'
import { useText } from '../text/useText.ts'

/** `标题 23 / 20 字`, in red when it is too much. */
export function Count({ counted }: { counted: PartCount }) {
  const { language, say } = useText()

  return (
    <span
      className={`drumbeat-variant__count${counted.count > counted.max ? ' drumbeat-late' : ''}`}
      data-part={counted.part}
    >
      {say(`part:${counted.part}`)} {sayCount(counted, language)}
    </span>
  )
}
