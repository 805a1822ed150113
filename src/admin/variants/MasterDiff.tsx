'use client'

import type { Master } from '../../domain/writing/channelPreview.ts'
import { useText } from '../text/useText.ts'
import { diffLines } from './diffLines.ts'
import type { VariantValues } from './useVariantRows.ts'

interface MasterDiffProps {
  master: Master
  variant: VariantValues
}

/** Where the variant differs from the post as it is now, line by line. */
export function MasterDiff({ master, variant }: MasterDiffProps) {
  const { say } = useText()
  const parts = [
    { after: variant.title, before: master.title, label: say('part:title') },
    { after: variant.text, before: master.text, label: say('part:text') },
    { after: variant.topics.join(' '), before: master.topics.join(' '), label: say('part:topics') },
  ]

  return (
    <div className="drumbeat-diff">
      <p className="drumbeat-diff__legend">
        <del>{say('variant:onlyMaster')}</del> <ins>{say('variant:onlyVariant')}</ins>
      </p>
      {parts
        .filter(({ after, before }) => after !== before)
        .map(({ after, before, label }) => (
          <section aria-label={label} key={label}>
            <strong>{label}</strong>
            {diffLines(before, after).map(({ kind, text }, index) => {
              const Line = kind === 'removed' ? 'del' : kind === 'added' ? 'ins' : 'span'

              return (
                <Line className="drumbeat-diff__line" key={index}>
                  {text || ' '}
                </Line>
              )
            })}
          </section>
        ))}
    </div>
  )
}
