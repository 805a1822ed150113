'use client'

import type { ProgressItem } from '../../domain/release/board.ts'
import { useText } from '../text/useText.ts'
import type { SetItem } from './setItem.ts'
import { useItemTitle } from './useItemTitle.ts'

interface DependenciesProps {
  isDisabled: boolean
  item: ProgressItem
  items: readonly ProgressItem[]
  onSet: SetItem
}

/** What an item waits for; opened, a list to tick. */
export function Dependencies({ isDisabled, item, items, onSet }: DependenciesProps) {
  const { say } = useText()
  const titleOf = useItemTitle()
  const others = items.filter(({ key }) => key !== item.key)
  const before = others.filter(({ key }) => item.after.includes(key))
  const numberOf = ({ key }: ProgressItem): number => items.findIndex((each) => each.key === key) + 1
  const summary =
    before.length === 0
      ? say('release:afterNone')
      : `${say('release:after')}: ${before.map((other) => `${numberOf(other)} ${titleOf(other)}`).join('; ')}`

  if (isDisabled || others.length === 0) {
    return before.length === 0 ? null : <span className="drumbeat-muted">{summary}</span>
  }

  return (
    <details className="drumbeat-release__after">
      <summary>{summary}</summary>
      <fieldset className="drumbeat-choice">
        <legend>{say('release:after')}</legend>
        {others.map((other) => (
          <label key={other.key}>
            <input
              checked={item.after.includes(other.key)}
              onChange={({ target }) =>
                onSet({
                  after: target.checked ? [...item.after, other.key] : item.after.filter((key) => key !== other.key),
                })
              }
              type="checkbox"
            />
            {numberOf(other)} {titleOf(other)}
          </label>
        ))}
      </fieldset>
    </details>
  )
}
