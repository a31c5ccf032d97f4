import { sql, type SqlFragment } from '../../platform/database/sql.js';

/** Whose choices: columns or parameters. */
interface Reader {
  readonly workspaceId: SqlFragment;
  readonly channel: SqlFragment;
  readonly addressKey: SqlFragment;
}

/** Besides suppressions, what a reader chose on the preference page: null, or why they get no message about this topic now. */
export function choiceOf(reader: Reader, { topicId, now }: { readonly topicId: string | null; readonly now: string }): SqlFragment {
  return sql`CASE
    ${sql.if(topicId, () => sql`WHEN EXISTS (${leftTopic(reader, topicId ?? '')}) THEN 'leftTopic'`)}
    WHEN EXISTS (${pause(reader, now)}) THEN 'paused' END`;
}

/** No choice of the reader stands against a message about this topic now. */
export function mayGet(reader: Reader, { topicId, now }: { readonly topicId: string | null; readonly now: string }): SqlFragment {
  return sql`NOT EXISTS (${pause(reader, now)}) ${sql.if(topicId, () => sql`AND NOT EXISTS (${leftTopic(reader, topicId ?? '')})`)}`;
}

function leftTopic({ workspaceId, channel, addressKey }: Reader, topicId: string): SqlFragment {
  return sql`SELECT 1 FROM topic_opt_outs o WHERE o.workspace_id = ${workspaceId} AND o.channel = ${channel} AND o.address_key = ${addressKey} AND o.topic_id = ${topicId}`;
}

function pause({ workspaceId, channel, addressKey }: Reader, now: string): SqlFragment {
  return sql`SELECT 1 FROM consent_pauses z WHERE z.workspace_id = ${workspaceId} AND z.channel = ${channel} AND z.address_key = ${addressKey} AND z.until > ${now}`;
}
