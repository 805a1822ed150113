'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import type { ProgressItem } from '../../domain/release/board.ts'
import { RELEASE_ACTIONS, type ReleaseAction } from '../../domain/release/release.ts'
import { Section } from '../elements/Section.tsx'
import { useViewerZone } from '../format/useViewerZone.ts'
import { instantOf, type WallClock } from '../post/wallClock.ts'
import { WhenFields } from '../post/WhenFields.tsx'
import { useText } from '../text/useText.ts'
import type { ReleaseChanges } from './useRelease.ts'
import { useSubjects } from './useSubjects.ts'

type NewItem = NonNullable<ReleaseChanges['items']>[number]

interface AddItemProps {
  campaignId: string
  isBusy: boolean
  onAdd: (item: NewItem) => Promise<boolean>
  taken: readonly ProgressItem[]
}

/** A form for one more item: what, of what, and not before when. */
export function AddItem({ campaignId, isBusy, onAdd, taken }: AddItemProps) {
  const { say } = useText()
  const timeZone = useViewerZone()
  const empty: WallClock = { day: '', time: '', timeZone }
  const [action, setAction] = useState<ReleaseAction>('publish')
  const [chosen, setChosen] = useState('')
  const [when, setWhen] = useState(empty)
  const subjects = useSubjects({ action, campaignId }).filter(
    ({ id }) => !taken.some((item) => item.action === action && item.subject.id === id),
  )
  const subject = subjects.find(({ id }) => id === chosen)

  const add = async (): Promise<void> => {
    const at = action === 'publish' ? null : instantOf(when)

    if (subject !== undefined && (await onAdd({ action, after: [], at, key: '', subject }))) {
      setChosen('')
      setWhen(empty)
    }
  }

  return (
    <Section className="drumbeat-release__add" title={say('release:addTitle')}>
      <form
        className="drumbeat-form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <label className="drumbeat-field">
          {say('release:what')}
          <select
            onChange={({ target }) => {
              setAction(target.value as ReleaseAction)
              setChosen('')
            }}
            value={action}
          >
            {RELEASE_ACTIONS.map((each) => (
              <option key={each} value={each}>
                {say(`releaseAction:${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="drumbeat-field">
          {say('release:subject')}
          <select onChange={({ target }) => setChosen(target.value)} required value={chosen}>
            <option value="">{say(subjects.length === 0 ? 'release:noSubjects' : 'release:choose')}</option>
            {subjects.map(({ id, title }) => (
              <option key={id} value={id}>
                {title || say('release:untitled')}
              </option>
            ))}
          </select>
        </label>
        {action !== 'publish' && (
          <fieldset className="drumbeat-release__when">
            <legend>{say('release:at')}</legend>
            <WhenFields isRequired={false} onChange={setWhen} when={when} />
          </fieldset>
        )}
        <div className="drumbeat-actions">
          <Button disabled={subject === undefined || isBusy} margin={false} size="small" type="submit">
            {say('release:add')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
