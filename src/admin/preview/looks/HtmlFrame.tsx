'use client'

import { useRef, useState, useSyncExternalStore } from 'react'

import { ourFaces } from './ourFaces.ts'

interface HtmlFrameProps {
  html: string
  title: string
}

const POLICY = "default-src 'none'; font-src *; img-src * data:; media-src *; style-src 'unsafe-inline'"
const STYLE = `
  body { color: #1a1a1a; font: 15px/1.75 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC Variable', sans-serif; margin: 0; overflow-wrap: anywhere }
  body > :first-child { margin-top: 0 }
  img, video { display: block; height: auto; max-width: 100% }
  figure { margin: .8em 0 }
  a { color: #13549c }
  blockquote { border-left: 3px solid #ddd; color: #555; margin: .8em 0; padding-left: .8em }`

/**
 * HTML in a frame of its own, as high as what is in it: no script runs, no form is sent, nothing but pictures and fonts is loaded.
 *
 * The frame keeps the origin, because pictures of the library need the person's session and its height is read from outside.
 */
export function HtmlFrame({ html, title }: HtmlFrameProps) {
  const [heightPx, setHeightPx] = useState(320)
  // The server, which draws the page first, knows no style sheets.
  const faces = useSyncExternalStore(neverChanges, ourFaces, () => '')
  const watch = useRef<ResizeObserver | null>(null)

  return (
    <iframe
      className="drumbeat-look__html"
      onLoad={({ currentTarget: { contentDocument } }) => {
        watch.current?.disconnect()

        if (contentDocument !== null) {
          // Pictures and fonts come later than the text.
          watch.current = new ResizeObserver(([entry]) => setHeightPx(Math.ceil(entry?.contentRect.height ?? 0)))
          watch.current.observe(contentDocument.body)
        }
      }}
      sandbox="allow-same-origin"
      srcDoc={`<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${faces}${STYLE}</style>${html}`}
      style={{ height: heightPx }}
      tabIndex={-1}
      title={title}
    />
  )
}

const neverChanges = () => () => undefined
