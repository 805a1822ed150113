import type { IncomingHttpHeaders } from 'node:http'

import type { Dispatcher } from 'undici'

import { mayLeave } from './leaving.ts'
import { OutboundError } from './outboundError.ts'

export interface Answer {
  /** What arrived of it, at most `maxBytes`. */
  body: Uint8Array<ArrayBuffer>
  headers: IncomingHttpHeaders
  status: number
}

export interface DispatchArgs {
  agent: Dispatcher
  maxBytes: number
  options: Dispatcher.DispatchOptions
  signal: AbortSignal | null
}

/**
 * Sends one request and gathers its answer.
 *
 * Rejects with an `OutboundError` when it was called off before anything was written, with the signal's reason or the
 * transport's error after that. Once a status has arrived the answer stands, whatever becomes of its body.
 */
export function dispatch({ agent, maxBytes, options, signal }: DispatchArgs): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    let controller: Dispatcher.DispatchController | undefined
    let head: Pick<Answer, 'headers' | 'status'> | undefined
    let isOver = false

    const end = (failure?: unknown): void => {
      if (isOver) {
        return
      }

      isOver = true
      signal?.removeEventListener('abort', breakOff)

      if (head === undefined) {
        reject(failure instanceof Error ? failure : new Error('the request failed', { cause: failure }))
      } else {
        resolve({ ...head, body: new Uint8Array(Buffer.concat(chunks)) })
      }
    }

    const breakOff = (): void => {
      const reason = controller === undefined ? calledOff() : errorOf(signal?.reason)

      end(reason)
      controller?.abort(reason)
    }

    signal?.addEventListener('abort', breakOff, { once: true })

    agent.dispatch(options, {
      onRequestStart(started) {
        if (isOver || !mayLeave(signal)) {
          end(calledOff())
          started.abort(calledOff())
        } else {
          controller = started
        }
      },
      onResponseData(receiving, chunk) {
        chunks.push(chunk.subarray(0, maxBytes - bytes))
        bytes += chunk.length

        if (bytes >= maxBytes) {
          end()
          receiving.abort(new Error(`the answer is cut at ${maxBytes} bytes`))
        }
      },
      onResponseEnd: () => end(),
      onResponseError: (_controller, error) => end(error),
      onResponseStart(_controller, status, headers) {
        // 1xx only say that an answer will come.
        if (status >= 200) {
          head = { headers, status }
        }
      },
    })
  })
}

const calledOff = (): OutboundError => new OutboundError('OUTBOUND_CALLED_OFF', 'Called off before anything was sent.')

const errorOf = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('aborted', { cause: reason }))
