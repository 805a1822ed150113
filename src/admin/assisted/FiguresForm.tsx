'use client'

import { Button } from '@payloadcms/ui'
import { type FormEvent, useState } from 'react'

import { type PlatformTotals, TOTAL_TYPES } from '../../domain/platformTotals.ts'
import { Section } from '../elements/Section.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useText } from '../text/useText.ts'

interface FiguresFormProps {
  known: PlatformTotals
  onDone: () => Promise<void>
  url: string
}

/** What the platform's own page counts, typed in; each figure is the total since the post is out. */
export function FiguresForm({ known, onDone, url }: FiguresFormProps) {
  const { say } = useText()
  const { isBusy, run } = useAct()
  const [typed, setTyped] = useState<Partial<Record<string, string>>>({})

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const totals = Object.fromEntries(
      Object.entries(typed).flatMap(([type, text]) =>
        text === undefined || text === '' ? [] : [[type, Number(text)]],
      ),
    )

    if (await run(() => requestJson(url, { json: { totals }, method: 'POST' }), say('task:figuresSaved'))) {
      setTyped({})
      await onDone()
    }
  }

  return (
    <Section title={say('task:figures')}>
      <p className="drumbeat-muted">{say('task:figuresHelp')}</p>
      <form className="drumbeat-task__figures" onSubmit={(event) => void send(event)}>
        {TOTAL_TYPES.map((type) => (
          <label className="drumbeat-field" key={type}>
            {say(`task:${type}`)}
            <input
              inputMode="numeric"
              min={0}
              name={type}
              onChange={(event) => setTyped({ ...typed, [type]: event.target.value })}
              step={1}
              type="number"
              value={typed[type] ?? known[type] ?? ''}
            />
          </label>
        ))}
        <Button buttonStyle="secondary" disabled={isBusy} margin={false} size="medium" type="submit">
          {say('task:figuresSave')}
        </Button>
      </form>
    </Section>
  )
}
