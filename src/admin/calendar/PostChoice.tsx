'use client'

import { useId, useState } from 'react'

import { useText } from '../text/useText.ts'
import { useTray } from './useChoices.ts'

type Chosen = { id: string; title: string } | null

/** One of the approved posts that stand in no plan yet, found by its title. */
export function PostChoice({ chosen, onChange }: { chosen: Chosen; onChange: (post: Chosen) => void }) {
  const { say } = useText()
  const id = useId()
  const [search, setSearch] = useState('')
  const { posts } = useTray(search)
  const shown = chosen !== null && !posts.some((post) => post.id === chosen.id) ? [chosen, ...posts] : posts

  return (
    <div className="drumbeat-field">
      <label htmlFor={id}>{say('publication:post')}</label>
      <input
        aria-label={say('calendar:searchPosts')}
        onChange={({ target }) => setSearch(target.value)}
        placeholder={say('calendar:searchPosts')}
        type="search"
        value={search}
      />
      <select
        id={id}
        onChange={({ target }) => onChange(shown.find((post) => post.id === target.value) ?? null)}
        required
        value={chosen?.id ?? ''}
      >
        <option value="">{say('calendar:choosePost')}</option>
        {shown.map((post) => (
          <option key={post.id} value={post.id}>
            {post.title || '—'}
          </option>
        ))}
      </select>
    </div>
  )
}
