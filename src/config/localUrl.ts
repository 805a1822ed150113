import type { Env } from './env.ts'

/** The address of the web process on its own machine; one that listens everywhere is reached by loopback. */
export function localUrl({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): string {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST

  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`
}
