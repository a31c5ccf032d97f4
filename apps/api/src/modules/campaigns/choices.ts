import { sql, type SqlFragment } from '../../platform/database/sql.js';

/** Whose choices: columns or parameters. */
interface Reader {
  readonly workspaceId: SqlFragment;
  readonly channel: SqlFragment;
  readonly addressKey: SqlFragment;
  /** The key of the same person's email address, where the message does not go there itself. */
  readonly choiceKey?: SqlFragment | null;
}

/**
 * Besides suppressions, what a reader chose on the preference page: null, or why they get no message about this topic now. Topics and
 * pauses are choices of a person, and so count for texts too (decision 115); whether there may be email at all does not.
 */
export function choiceOf(reader: Reader, { topicId, now }: { readonly topicId: string | null; readonly now: string }): SqlFragment {
  return sql`CASE
    ${sql.if(topicId, () => sql`WHEN EXISTS (${leftTopic(reader, topicId ?? '')}) THEN 'leftTopic'`)}
    WHEN EXISTS (${pause(reader, now)}) THEN 'paused' END`;
}

/** No choice of the reader stands against a message about this topic now. */
export function mayGet(reader: Reader, { topicId, now }: { readonly topicId: string | null; readonly now: string }): SqlFragment {
  return sql`NOT EXISTS (${pause(reader, now)}) ${sql.if(topicId, () => sql`AND NOT EXISTS (${leftTopic(reader, topicId ?? '')})`)}`;
}

function leftTopic(reader: Reader, topicId: string): SqlFragment {
  const left = (channel: SqlFragment, key: SqlFragment): SqlFragment =>
    sql`SELECT 1 FROM topic_opt_outs o WHERE o.workspace_id = ${reader.workspaceId} AND o.channel = ${channel} AND o.address_key = ${key} AND o.topic_id = ${topicId}`;
  return chosen(reader, left);
}

function pause(reader: Reader, now: string): SqlFragment {
  const paused = (channel: SqlFragment, key: SqlFragment): SqlFragment =>
    sql`SELECT 1 FROM consent_pauses z WHERE z.workspace_id = ${reader.workspaceId} AND z.channel = ${channel} AND z.address_key = ${key} AND z.until > ${now}`;
  return chosen(reader, paused);
}

/** Each address by its own index entry. */
function chosen(
  { channel, addressKey, choiceKey }: Reader,
  rows: (channel: SqlFragment, addressKey: SqlFragment) => SqlFragment,
): SqlFragment {
  return choiceKey ? sql`${rows(channel, addressKey)} UNION ALL ${rows(sql`${'email'}`, choiceKey)}` : rows(channel, addressKey);
}
