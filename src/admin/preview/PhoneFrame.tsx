'use client'

import type { CSSProperties, ReactNode } from 'react'

import type { Skin } from './skins.ts'

interface PhoneFrameProps {
  children: ReactNode
  name: string
  skin: Skin
}

/** A phone whose screen has a platform's colours; it scrolls, and takes the focus so that keys can scroll it. */
export function PhoneFrame({ children, name, skin: { look, paint } }: PhoneFrameProps) {
  return (
    <figure
      aria-label={name}
      className={`drumbeat-phone drumbeat-phone--${look}`}
      style={
        {
          '--look-accent': paint.accent,
          '--look-card': paint.card,
          '--look-ink': paint.ink,
          '--look-link': paint.link,
          '--look-muted': paint.muted,
          '--look-pad': paint.card === 'transparent' ? 0 : '0.6rem 0.8rem',
          '--look-screen': paint.screen,
        } as CSSProperties
      }
    >
      <div aria-hidden className="drumbeat-phone__bar">
        <span>10:24</span>
        <span className="drumbeat-phone__island" />
        <span className="drumbeat-phone__power" />
      </div>
      <div className="drumbeat-phone__screen" role="group" tabIndex={0}>
        {children}
      </div>
    </figure>
  )
}
