'use client'

import { SECOND } from '../../domain/duration.ts'
import type { PublicationState } from '../../domain/publication.ts'
import type { PostBoard } from '../data/postBoard.ts'
import { type Polled, usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

const IN_FLIGHT: readonly PublicationState[] = ['claimed', 'sending']
const SOON_MS = 90 * SECOND

/** How the post goes out, fresh: every second while something is in flight or about to be, else now and then. */
export function usePostBoard(postId: string | null, initial: PostBoard | null = null): Polled<PostBoard> {
  const { language } = useText()
  const { api } = useUrls()
  const url =
    postId === null ? null : api(`/drumbeat/posts/${postId}/board?${new URLSearchParams({ language }).toString()}`)
  const calm = usePolled<PostBoard>({ initial, intervalMs: 5 * SECOND, url })
  const isTense = calm.data !== null && isGoingOut(calm.data)

  // The same poll, asked faster while it matters.
  usePolled<PostBoard>({ intervalMs: 1.5 * SECOND, url: isTense ? url : null })

  return calm
}

const isGoingOut = ({ now, publications }: PostBoard): boolean =>
  publications.some(
    ({ dueAt, state }) =>
      IN_FLIGHT.includes(state) || (state === 'armed' && Date.parse(dueAt) - Date.parse(now) < SOON_MS),
  )
