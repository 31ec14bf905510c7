import ipaddr from 'ipaddr.js';

/**
 * Only what the registries call ordinary unicast is public: not loopback, private, link-local (where cloud machines
 * keep their credentials), carrier-grade NAT, multicast, reserved, nor an IPv4 address dressed as IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // ipaddr.js answers `ipv4Mapped`, `rfc6145`, `rfc6052`, `6to4` and `teredo` for the dressed ones.
  return parsed.range() === 'unicast';
}
