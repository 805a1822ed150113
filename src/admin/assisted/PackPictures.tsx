'use client'

import { Button } from '@payloadcms/ui'

import type { PackFile } from '../../domain/assisted/pack.ts'
import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'

interface PackPicturesProps {
  files: readonly PackFile[]
  /** The address of one file, counted from 1. */
  urlOf: (number: number) => string
}

/** The pictures and films in their order, each large enough to be held and saved. */
export function PackPictures({ files, urlOf }: PackPicturesProps) {
  const { say } = useText()

  return (
    <Section title={say('task:pictures', { count: files.length })}>
      <p className="drumbeat-muted">{say('task:saveHelp')}</p>
      <ol className="drumbeat-task__pictures">
        {files.map(({ alt, mediaId, mimeType }, index) => (
          <li key={`${index}-${mediaId}`}>
            {mimeType.startsWith('image/') ? (
              <img alt={alt || say('task:picture', { number: index + 1 })} loading="lazy" src={urlOf(index + 1)} />
            ) : (
              <video
                aria-label={alt || say('task:picture', { number: index + 1 })}
                controls
                preload="metadata"
                src={urlOf(index + 1)}
              />
            )}
            <Button
              aria-label={say('task:saveFile', { number: index + 1 })}
              buttonStyle="secondary"
              el="anchor"
              extraButtonProps={{ download: true }}
              margin={false}
              size="medium"
              url={urlOf(index + 1)}
            >
              {say('task:saveFile', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ol>
    </Section>
  )
}
