'use client'

import type { PostBoard } from '../data/postBoard.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { PublicationRow } from '../publications/PublicationRow.tsx'
import { useText } from '../text/useText.ts'

interface PublicationsPanelProps {
  board: PostBoard
  onDone: () => Promise<void>
}

/** The publications of one post with their live state. */
export function PublicationsPanel({ board, onDone }: PublicationsPanelProps) {
  const { say } = useText()

  return (
    <Section title={say('campaign:publications')}>
      {board.publications.length === 0 ? (
        <Empty>{say('empty:publications')}</Empty>
      ) : (
        <ul aria-live="polite" className="drumbeat-rows">
          {board.publications.map((publication) => (
            <li key={publication.id}>
              <PublicationRow
                form="short"
                now={board.now}
                onDone={onDone}
                publication={publication}
                showsActs="all"
                showsTitle={false}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
