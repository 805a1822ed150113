'use client'

import type { Figures } from '../../domain/figures.ts'
import { formatCount } from '../format/formatCount.ts'
import { formatDay } from '../format/formatDay.ts'
import { useText } from '../text/useText.ts'

/** Views of each day as bars; a list that reads the same without eyes. */
export function DayBars({ days }: { days: Figures['days'] }) {
  const { language, say } = useText()
  const top = Math.max(1, ...days.map(({ totals }) => totals.view ?? 0))

  return (
    <figure className="drumbeat-bars">
      <figcaption className="drumbeat-muted">
        {say('figures:views')} · {say('figures:byDay')}
      </figcaption>
      <ol>
        {days.map(({ on, totals }) => {
          const views = totals.view ?? 0

          return (
            <li key={on}>
              <span className="drumbeat-bars__count">{formatCount({ count: views, language })}</span>
              <span aria-hidden className="drumbeat-bars__track">
                <span className="drumbeat-bars__bar" style={{ height: `${(views / top) * 100}%` }} />
              </span>
              <span className="drumbeat-bars__day">{formatDay({ language, on })}</span>
            </li>
          )
        })}
      </ol>
    </figure>
  )
}
