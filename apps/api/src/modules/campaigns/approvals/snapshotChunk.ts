import { createHash } from 'node:crypto';

/** A person of an audience: who, and at which address. */
export interface SnapshotMember {
  readonly contactId: string;
  readonly addressKey: string | null;
}

/** What is known of a chunk without its content. */
export interface ChunkSummary {
  readonly chunk: number;
  readonly firstId: string;
  readonly lastId: string;
  readonly members: number;
  readonly digest: string;
}

const ID_BYTES = 16;
/** Of a SHA-256: enough that nobody finds a second address for a contact that fits. */
const ADDRESS_BYTES = 8;
const MEMBER_BYTES = ID_BYTES + ADDRESS_BYTES;

/** 24 bytes for each member: the bytes of the id, and the beginning of the hash of the address. */
export function packMembers(members: readonly SnapshotMember[]): Buffer {
  const content = Buffer.allocUnsafe(members.length * MEMBER_BYTES);
  members.forEach(({ contactId, addressKey }, index) => {
    const at = index * MEMBER_BYTES;
    content.write(idKey(contactId), at, ID_BYTES, 'hex');
    addressHash(addressKey).copy(content, at + ID_BYTES, 0, ADDRESS_BYTES);
  });
  return content;
}

/** Address hashes by contact id. */
export function unpackMembers(content: Buffer): Map<string, string> {
  const members = new Map<string, string>();
  for (let at = 0; at + MEMBER_BYTES <= content.length; at += MEMBER_BYTES)
    members.set(content.toString('hex', at, at + ID_BYTES), content.toString('latin1', at + ID_BYTES, at + MEMBER_BYTES));
  return members;
}

export type Membership = 'member' | 'joined' | 'moved';

/** `joined`: was not there. `moved`: was there with another address. */
export function membershipOf(members: ReadonlyMap<string, string>, { contactId, addressKey }: SnapshotMember): Membership {
  const known = members.get(idKey(contactId));
  if (known === undefined) return 'joined';
  return known === addressHash(addressKey).toString('latin1', 0, ADDRESS_BYTES) ? 'member' : 'moved';
}

export function chunkDigest(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** One digest for the whole snapshot: over what is known of every chunk, in order. */
export function snapshotDigest(chunks: readonly ChunkSummary[]): string {
  const hash = createHash('sha256');
  for (const { chunk, firstId, lastId, members, digest } of chunks) hash.update(`${chunk} ${firstId} ${lastId} ${members} ${digest}\n`);
  return hash.digest('base64url');
}

/** The 16 bytes of a UUID as hexadecimal digits; of any other id, as many of its hash. */
function idKey(contactId: string): string {
  const digits = contactId.replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(digits)
    ? digits
    : createHash('sha256')
        .update(contactId)
        .digest('hex')
        .slice(0, 2 * ID_BYTES);
}

function addressHash(addressKey: string | null): Buffer {
  return createHash('sha256')
    .update(addressKey ?? '')
    .digest();
}
