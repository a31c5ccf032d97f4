import { domainToASCII } from 'node:url';

/** The domain of an address as it travels, in Message-IDs and everywhere else: lower case, in ASCII. */
export function asciiDomainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1)) || 'localhost';
}
