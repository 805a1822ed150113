'use client'

import { Button } from '@payloadcms/ui'
import { Draggable } from '@fullcalendar/react/interaction'
import { useEffect, useRef, useState } from 'react'

import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { useText } from '../text/useText.ts'
import { useTray } from './useChoices.ts'

/** Approved posts that stand in no plan: to drag onto a day, or to plan by their button. */
export default function Tray({ onPlan }: { onPlan: (post: { id: string; title: string }) => void }) {
  const { say } = useText()
  const [search, setSearch] = useState('')
  const { posts } = useTray(search)
  const list = useRef<HTMLUListElement>(null)

  useEffect(() => {
    if (list.current === null) {
      return undefined
    }

    const draggable = new Draggable(list.current, {
      eventData: (element) => ({ create: false, duration: '00:30', title: element.dataset['title'] ?? '' }),
      itemSelector: '[data-post]',
    })

    return () => draggable.destroy()
  }, [])

  return (
    <Section className="drumbeat-tray" title={say('calendar:tray')}>
      <input
        aria-label={say('calendar:searchPosts')}
        className="drumbeat-tray__search"
        onChange={({ target }) => setSearch(target.value)}
        placeholder={say('calendar:searchPosts')}
        type="search"
        value={search}
      />
      <ul className="drumbeat-tray__posts" ref={list}>
        {posts.map((post) => (
          <li data-post={post.id} data-title={post.title} key={post.id}>
            <span>{post.title || '—'}</span>
            <Button
              aria-label={`${say('calendar:plan')}: ${post.title}`}
              buttonStyle="subtle"
              margin={false}
              onClick={() => onPlan(post)}
              size="small"
              type="button"
            >
              {say('calendar:plan')}
            </Button>
          </li>
        ))}
      </ul>
      {posts.length === 0 && <Empty>{say('calendar:trayEmpty')}</Empty>}
    </Section>
  )
}
