'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { Master } from '../../domain/writing/channelPreview.ts'
import { useText } from '../text/useText.ts'
import { MasterDiff } from './MasterDiff.tsx'
import type { VariantValues } from './useVariantRows.ts'

interface PartedBannerProps {
  isReadOnly: boolean
  master: Master
  onChange: (values: Partial<VariantValues>, label: string) => void
  readVariant: () => VariantValues
}

/** Says that the post changed since the variant was written, and what can be done about it. */
export function PartedBanner({ isReadOnly, master, onChange, readVariant }: PartedBannerProps) {
  const { say } = useText()
  const [shown, setShown] = useState<VariantValues | null>(null)
  const { hash, media, text, title, topics } = master

  return (
    <div className="drumbeat-notice drumbeat-variant__parted" role="status">
      <div>
        <strong>{say('variantState:parted')}</strong>
        <p>{say('variant:partedHelp')}</p>
      </div>
      <div className="drumbeat-actions">
        <Button
          aria-expanded={shown !== null}
          buttonStyle="secondary"
          margin={false}
          onClick={() => setShown(shown === null ? readVariant() : null)}
          size="small"
          type="button"
        >
          {say(shown === null ? 'variant:compare' : 'variant:compareEnd')}
        </Button>
        {!isReadOnly && (
          <>
            <Button
              buttonStyle="secondary"
              margin={false}
              onClick={() =>
                onChange({ basis: hash, media, text, title, topics }, say('variant:did', { what: say('variant:take') }))
              }
              size="small"
              type="button"
            >
              {say('variant:take')}
            </Button>
            <Button
              buttonStyle="secondary"
              margin={false}
              onClick={() => onChange({ basis: hash }, say('variant:did', { what: say('variant:keep') }))}
              size="small"
              type="button"
            >
              {say('variant:keep')}
            </Button>
          </>
        )}
      </div>
      {shown !== null && <MasterDiff master={master} variant={shown} />}
    </div>
  )
}
