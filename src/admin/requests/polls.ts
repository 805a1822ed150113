import { SECOND } from '../../domain/duration.ts'
import { requestJson } from './requestJson.ts'

export interface PollSnapshot {
  data: unknown
  hasFailed: boolean
}

interface Poll {
  /** The rhythm that each listener asked for, in milliseconds; the fastest rules. */
  listeners: Map<() => void, number>
  /** The number of the newest question that was answered. */
  answered: number
  asked: number
  snapshot: PollSnapshot
  text: string
  timer: ReturnType<typeof setTimeout> | undefined
}

const NOTHING: PollSnapshot = { data: null, hasFailed: false }
const polls = new Map<string, Poll>()

/**
 * Starts to ask a URL again and again for as long as anybody listens; panels that ask the same share one poll.
 *
 * A hidden page asks nothing. An answer equal to the last one tells nobody, so that nothing flickers; a failure
 * keeps what is shown.
 */
export function subscribe(url: string, intervalMs: number, listener: () => void): () => void {
  let poll = polls.get(url)

  if (poll === undefined) {
    poll = { answered: 0, asked: 0, listeners: new Map(), snapshot: NOTHING, text: '', timer: undefined }
    polls.set(url, poll)
  }

  const current = poll

  current.listeners.set(listener, intervalMs)

  if (current.listeners.size === 1) {
    void turn(url, current)
  }

  return () => {
    current.listeners.delete(listener)

    if (current.listeners.size === 0) {
      clearTimeout(current.timer)
      polls.delete(url)
    }
  }
}

export const readPoll = (url: string): PollSnapshot => polls.get(url)?.snapshot ?? NOTHING

/** Asks at once, beside the rhythm. */
export async function refresh(url: string): Promise<void> {
  const poll = polls.get(url)

  if (poll !== undefined) {
    await ask(url, poll)
  }
}

async function turn(url: string, poll: Poll): Promise<void> {
  if (!document.hidden) {
    await ask(url, poll)
  }

  if (poll.listeners.size > 0) {
    poll.timer = setTimeout(() => void turn(url, poll), Math.max(SECOND, Math.min(...poll.listeners.values())))
  }
}

async function ask(url: string, poll: Poll): Promise<void> {
  poll.asked += 1
  const question = poll.asked
  const answer = await requestJson<unknown>(url).then(
    (data) => ({ data }),
    () => null,
  )

  // Of two questions at once the later one saw more: what comes in behind it is old.
  if (question < poll.answered) {
    return
  }

  poll.answered = question
  const last = poll.snapshot

  if (answer === null) {
    poll.snapshot = { data: last.data, hasFailed: true }
  } else {
    const text = JSON.stringify(answer.data)

    if (text !== poll.text || last.hasFailed) {
      poll.snapshot = { data: answer.data, hasFailed: false }
      poll.text = text
    }
  }

  if (poll.snapshot !== last) {
    poll.listeners.forEach((_intervalMs, listener) => listener())
  }
}
