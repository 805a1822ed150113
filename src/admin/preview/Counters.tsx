'use client'

import type { PartCount } from '../../domain/writing/countParts.ts'
import { sayCount } from '../../domain/writing/sayCount.ts'
import { useText } from '../text/useText.ts'

/** How much of what the channel takes is used, counted as the channel counts. */
export function Counters({ counts }: { counts: readonly PartCount[] }) {
  const { language, say } = useText()

  // A platform that takes none of something need not be told that there is none.
  const shown = counts.filter(({ count, max }) => count + max > 0)

  return shown.length === 0 ? null : (
    <ul className="drumbeat-counters">
      {shown.map((counted) => (
        <li key={counted.part}>
          <span>{say(`part:${counted.part}`)}</span>
          <span className={counted.count > counted.max ? 'drumbeat-late' : undefined}>
            {sayCount(counted, language)}
          </span>
          <progress
            aria-label={say(`part:${counted.part}`)}
            max={counted.max}
            value={Math.min(counted.count, counted.max)}
          />
        </li>
      ))}
    </ul>
  )
}
