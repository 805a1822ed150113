import { describe, expect, it } from 'vitest'

import { isPublicAddress, parseOutboundAllow } from '../../src/channels/outboundPolicy.ts'

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '203.0.112.255', '2606:4700:4700::1111', '2400:3200::1'])(
    'takes %s for public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each([
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['this network', '0.0.0.0'],
    ['private 10/8', '10.1.2.3'],
    ['private 172.16/12', '172.31.255.255'],
    ['private 192.168/16', '192.168.0.1'],
    ['link-local and metadata', '169.254.169.254'],
    ['carrier-grade NAT and Alibaba metadata', '100.100.100.200'],
    ['Azure metadata', '168.63.129.16'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['octal spelling', '0177.0.0.1'],
    ['hexadecimal spelling', '0x7f000001'],
    ['one number', '2130706433'],
    ['IPv6 loopback', '::1'],
    ['IPv6 loopback in full', '0:0:0:0:0:0:0:1'],
    ['IPv6 unspecified', '::'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-mapped metadata', '::ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::7f00:1'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['unique local and AWS metadata', 'fd00:ec2::254'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 link-local with its zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['not an address', 'localhost'],
    ['nothing', ''],
  ])('refuses %s (%s)', (_title, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('parseOutboundAllow', () => {
  const at = (address: string, hostname = address, port = 443) => ({ address, hostname, port })

  it.each([
    ['a CIDR block', '10.0.0.0/8', at('10.9.9.9')],
    ['an address', '127.0.0.1', at('127.0.0.1')],
    ['an address behind a name', '127.0.0.1', at('127.0.0.1', 'localhost')],
    ['an address with a port', '127.0.0.1:3000', at('127.0.0.1', '127.0.0.1', 3000)],
    ['an IPv6 address', '::1', at('::1')],
    ['an IPv6 address with a port', '[::1]:80', at('::1', '::1', 80)],
    ['an IPv6 block', 'fd00::/8', at('fd12::1')],
    ['the mapped form of an allowed address', '127.0.0.0/8', at('::ffff:127.0.0.1')],
    ['a host wherever it resolves', 'hooks.internal', at('10.0.0.5', 'hooks.internal')],
    ['a host in capitals', 'Hooks.Internal', at('10.0.0.5', 'hooks.internal')],
    ['one of several', ' example.com , 10.0.0.0/8,', at('10.0.0.5')],
    ['public addresses always', '', at('8.8.8.8')],
  ])('permits %s', (_title, text, destination) => {
    expect(parseOutboundAllow(text).permits(destination)).toBe(true)
  })

  it.each([
    ['what is not named', '10.0.0.0/8', at('192.168.0.1')],
    ['another port', '127.0.0.1:3000', at('127.0.0.1', '127.0.0.1', 3001)],
    ['the scheme port when another was named', 'localhost:80', at('127.0.0.1', 'localhost', 443)],
    ['a host that only ends alike', 'internal', at('10.0.0.5', 'hooks.internal')],
    ['everything private when empty', '', at('127.0.0.1')],
  ])('refuses %s', (_title, text, destination) => {
    expect(parseOutboundAllow(text).permits(destination)).toBe(false)
  })

  it('names every bad entry at once', () => {
    expect(() => parseOutboundAllow('10.0.0.0/99, ok.example, http://x, a b')).toThrow(
      /10\.0\.0\.0\/99, http:\/\/x, a b/,
    )
  })
})
