'use client'

import type { EngagementType } from '../../domain/engagement.ts'
import type { Figures } from '../../domain/figures.ts'
import { Empty } from '../elements/Empty.tsx'
import { formatCount } from '../format/formatCount.ts'
import { formatMoney } from '../format/formatMoney.ts'
import type { TextKey } from '../text/translations.ts'
import { useText } from '../text/useText.ts'
import { DayBars } from './DayBars.tsx'

const TILES: { label: TextKey; types: readonly EngagementType[] }[] = [
  { label: 'figures:views', types: ['view'] },
  { label: 'figures:interactions', types: ['like', 'comment', 'share', 'save'] },
  { label: 'figures:clicks', types: ['click'] },
  { label: 'figures:orders', types: ['order'] },
]

/** The figures of some days: totals, and views and clicks day by day. */
export function FigureBoard({ figures }: { figures: Figures }) {
  const { language, say } = useText()
  const { money, totals } = figures
  const sum = (types: readonly EngagementType[]): number => types.reduce((all, type) => all + (totals[type] ?? 0), 0)
  const hasAny = Object.entries(totals).some(([type, count]) => type !== 'published' && count > 0)

  if (!hasAny) {
    return <Empty>{say('empty:figures')}</Empty>
  }

  const revenue = Object.entries(money.order ?? {})

  return (
    <>
      <dl className="drumbeat-tallies">
        {TILES.map(({ label, types }) => (
          <div className="drumbeat-tally" key={label}>
            <dt>{say(label)}</dt>
            <dd>{formatCount({ count: sum(types), language })}</dd>
          </div>
        ))}
        {revenue.map(([currency, amountMinor]) => (
          <div className="drumbeat-tally" key={currency}>
            <dt>{say('figures:revenue')}</dt>
            <dd>{formatMoney({ amountMinor, currency, language })}</dd>
          </div>
        ))}
      </dl>
      <DayBars days={figures.days} />
    </>
  )
}
