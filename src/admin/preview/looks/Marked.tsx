'use client'

import { Fragment } from 'react'

import { readMarks } from '../marks.ts'
import type { Dialect } from '../skins.ts'

/** A text with its links, topics and mentions in the platform's colour; none of them leads anywhere. */
export const Marked = ({ dialect, text }: { dialect: Dialect; text: string }) => (
  <div className="drumbeat-look__text">
    {readMarks(text, dialect).map(({ kind, marks }, line) => (
      <span className={`drumbeat-look__line drumbeat-look__line--${kind}`} key={line}>
        {marks.map((mark, index) =>
          mark.kind === 'words' ? (
            <Fragment key={index}>{mark.text}</Fragment>
          ) : (
            <span className={`drumbeat-look__mark drumbeat-look__mark--${mark.kind}`} key={index}>
              {mark.text}
            </span>
          ),
        )}
      </span>
    ))}
  </div>
)
