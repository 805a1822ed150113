'use client'

import type { ReleaseProgress } from '../../domain/release/board.ts'
import type { OnFailure, RevertMode } from '../../domain/release/release.ts'
import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'

interface ReleaseRulesProps {
  isDisabled: boolean
  onChange: (changes: { onFailure?: OnFailure; revert?: RevertMode }) => Promise<boolean>
  progress: ReleaseProgress
}

/** What follows a failure, and what the end of the campaign does. */
export function ReleaseRules({ isDisabled, onChange, progress: { onFailure, revert } }: ReleaseRulesProps) {
  const { say } = useText()

  return (
    <Section title={say('release:settings')}>
      <label className="drumbeat-field">
        {say('release:onFailure')}
        <select
          disabled={isDisabled}
          onChange={({ target }) => void onChange({ onFailure: target.value as OnFailure })}
          value={onFailure}
        >
          {(['stop', 'continue'] as const).map((value) => (
            <option key={value} value={value}>
              {say(`releaseOnFailure:${value}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="drumbeat-field">
        {say('release:revertAt')}
        <select
          disabled={isDisabled}
          onChange={({ target }) => void onChange({ revert: target.value as RevertMode })}
          value={revert}
        >
          {(['none', 'withdraw', 'restore'] as const).map((value) => (
            <option key={value} value={value}>
              {say(`releaseRevert:${value}`)}
            </option>
          ))}
        </select>
      </label>
    </Section>
  )
}
