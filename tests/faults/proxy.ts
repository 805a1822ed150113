import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What the wire does to bytes from now on; change it while connections are open. */
export interface Wire {
  /** Each piece arrives so much later, in both directions. */
  delayMs: number
  /** Every so many answers of HTTP with a 2xx are swallowed, and the connection is broken instead; 0 for none. */
  eatsEvery: number
  /** Connections stay open, and nothing comes through any more: neither on those open now, nor on new ones. */
  isDead: boolean
  /** The chance that a piece breaks its connection. */
  resetRate: number
}

export interface Proxy {
  close(): Promise<void>
  /** Kills the connections open now without a sign to either side; new ones work. */
  halfOpen(): void
  port: number
  readonly seen: { eaten: number; resets: number }
  wire: Wire
}

export const GOOD_WIRE: Readonly<Wire> = { delayMs: 0, eatsEvery: 0, isDead: false, resetRate: 0 }

export interface OpenProxyArgs {
  /** A number from 0 to below 1. */
  random: () => number
  /** The port on this machine that it leads to. */
  to: number
  wire?: Partial<Wire>
}

/** A wire between two processes that can be made bad, so that neither of them has to know that it is tested. */
export async function openProxy({ random, to, wire: given }: OpenProxyArgs): Promise<Proxy> {
  const wire: Wire = { ...GOOD_WIRE, ...given }
  const seen = { eaten: 0, resets: 0 }
  const links = new Set<Link>()
  let answers = 0

  const isEaten = (chunk: Buffer): boolean => {
    if (wire.eatsEvery === 0 || !chunk.subarray(0, 12).toString('latin1').startsWith('HTTP/1.1 2')) {
      return false
    }

    answers += 1

    return answers % wire.eatsEvery === 0
  }

  const server = createServer((near) => {
    const link: Link = { far: connect(to, '127.0.0.1'), isDead: false, near }
    const end = (): void => {
      links.delete(link)
      link.near.destroy()
      link.far.destroy()
    }
    const carry = (from: Socket, into: Socket, isAnswer: boolean): void => {
      from.on('data', (chunk) => {
        if (link.isDead || wire.isDead) {
          link.isDead = true
        } else if (isAnswer && isEaten(chunk)) {
          seen.eaten += 1
          end()
        } else if (random() < wire.resetRate) {
          seen.resets += 1
          near.resetAndDestroy()
          end()
        } else if (wire.delayMs > 0) {
          setTimeout(() => into.writable && into.write(chunk), wire.delayMs)
        } else {
          into.write(chunk)
        }
      })
      from.on('error', end)
      from.on('close', () => (link.isDead ? undefined : setTimeout(end, wire.delayMs)))
    }

    links.add(link)
    carry(near, link.far, false)
    carry(link.far, near, true)
  })

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    async close() {
      links.forEach(({ far, near }) => {
        near.destroy()
        far.destroy()
      })
      server.close()
      await once(server, 'close')
    },
    halfOpen: () => links.forEach((link) => (link.isDead = true)),
    port: (server.address() as { port: number }).port,
    seen,
    wire,
  }
}

interface Link {
  far: Socket
  isDead: boolean
  near: Socket
}
