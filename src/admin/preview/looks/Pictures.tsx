'use client'

import type { ShownContent } from '../readShown.ts'

const SHOWN = 9

interface PicturesProps {
  content: Pick<ShownContent, 'images' | 'videos'>
  /** `grid`: nine squares at most; `strip`: one after the other, to be swiped; `tall`: as they are. */
  form: 'grid' | 'strip' | 'tall'
}

/** The pictures and films of a post, in their order. */
export function Pictures({ content: { images, videos }, form }: PicturesProps) {
  if (images.length + videos.length === 0) {
    return null
  }

  return (
    <div className={`drumbeat-look__pictures drumbeat-look__pictures--${form}`}>
      {videos.map(({ url }, index) => (
        <video key={`${url}-${index}`} muted playsInline preload="metadata" src={url} />
      ))}
      {images.slice(0, form === 'grid' ? SHOWN : images.length).map(({ alt, url }, index) => (
        <img alt={alt} key={`${url}-${index}`} loading="lazy" src={url} />
      ))}
    </div>
  )
}
