import ipaddr from 'ipaddr.js'

import { ConfigurationError } from '../domain/errors.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Which otherwise private destinations may be called; made by `parseOutboundAllow`. */
export interface OutboundPolicy {
  /** Whether a connection to `address` may be made for a URL that names `hostname` and `port`. */
  permits(destination: { address: string; hostname: string; port: number }): boolean
}

/** Public addresses that give a cloud's machines their credentials: Azure's wire server. */
const METADATA = new Set(['168.63.129.16'])

/** The only part of IPv6 that is given out for the public internet (RFC 4291, IANA registry). */
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * Reads `OUTBOUND_ALLOW`: hosts, addresses (each with an optional port) or CIDR blocks, separated by commas.
 *
 * A host that is named may resolve to any address. Throws a `ConfigurationError` that names each bad entry.
 */
export function parseOutboundAllow(text: string): OutboundPolicy {
  const entries = text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]))
  const rules = entries.map((entry) => parseEntry(entry) ?? entry)
  const bad = rules.filter((rule) => typeof rule === 'string')

  if (bad.length > 0) {
    throw new ConfigurationError(`OUTBOUND_ALLOW takes hosts and CIDR blocks; not understood: ${bad.join(', ')}`)
  }

  return {
    permits: ({ address, hostname, port }) =>
      isPublicAddress(address) ||
      rules.some((rule) => typeof rule !== 'string' && rule({ address: parseAddress(address), hostname, port })),
  }
}

/** Whether an address belongs to the public internet: not private, loopback, link-local, mapped or reserved. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text)

  if (address === null || address.range() !== 'unicast' || METADATA.has(address.toString())) {
    return false
  }

  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6)
}

type Rule = (destination: { address: Address | null; hostname: string; port: number }) => boolean

function parseEntry(entry: string): Rule | null {
  if (ipaddr.isValidCIDR(entry)) {
    const [network, bits] = ipaddr.parseCIDR(entry)

    return ({ address }) => address?.kind() === network.kind() && address.match(network, bits)
  }

  const url = URL.parse(`http://${isBareIpv6(entry) ? `[${entry}]` : entry}`)

  if (url?.pathname !== '/' || url.username !== '' || url.search !== '' || url.hash !== '') {
    return null
  }

  // A URL leaves out its scheme's own port, so `host:80` must be told from `host` by the text.
  const hasPort = /:\d+$/.test(entry) && !isBareIpv6(entry)
  const port = hasPort ? Number(url.port === '' ? 80 : url.port) : null
  const name = withoutBrackets(url.hostname)
  const own = parseAddress(name)

  return (destination) =>
    (port === null || port === destination.port) &&
    (own === null ? name === destination.hostname : own.toString() === destination.address?.toString())
}

/** The address that a connection would really reach: an IPv4 one inside IPv6 is taken out. */
function parseAddress(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}

const isBareIpv6 = (text: string): boolean => ipaddr.IPv6.isValid(text)

/** `[::1]` as a URL writes it → `::1` as sockets do. */
export const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1')
