import { domainToASCII } from 'node:url';

/** The domain of an address as it travels, in Message-IDs and everywhere else: lower case, in ASCII. */
export function asciiDomainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1)) || 'localhost';
}

/** The only place that knows how our Message-IDs look: the id of what the message belongs to, at the domain of its sender (asciiDomainOf). */
export function messageIdOf(id: string, domain: string): string {
  return `<${id}@${domain}>`;
}
