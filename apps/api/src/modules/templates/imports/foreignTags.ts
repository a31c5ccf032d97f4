/** A placeholder of another program, and what it became. */
export interface ForeignTag {
  readonly from: string;
  /** Null: what it means here is not certain, and it stays in the text. */
  readonly to: string | null;
}

export interface TranslatedTags {
  readonly text: string;
  /** Each once, in order of appearance. */
  readonly tags: readonly ForeignTag[];
}

/** By the names that Mailchimp, Brevo, Mautic and HubSpot have for them, in lower case. */
const CONTACT: Readonly<Record<string, string>> = {
  ...{ fname: 'first_name', firstname: 'first_name', first_name: 'first_name', vorname: 'first_name', prenom: 'first_name' },
  ...{ lname: 'last_name', lastname: 'last_name', last_name: 'last_name', nachname: 'last_name', nom: 'last_name' },
  ...{ email: 'email', phone: 'phone', sms: 'phone', company: 'company' },
};

const MAILCHIMP: Readonly<Record<string, string>> = {
  ...{ UNSUB: 'unsubscribe_url', 'LIST:COMPANY': 'workspace.name', 'LIST:ADDRESS': 'workspace.postal_address' },
  ...{ 'HTML:LIST_ADDRESS_HTML': 'workspace.postal_address', 'LIST:ADDRESSLINE': 'workspace.postal_address' },
};

const UNSUBSCRIBE = ['unsubscribe', 'unsubscribe_link', 'unsubscribe_link_all', 'params.unsubscribe'];

/** `*|FNAME|*`, `{contactfield=firstname|there}`, `{unsubscribe_url}`, `{{ contact.FIRSTNAME | default : "there" }}`. */
const FOREIGN =
  /\*\|([^|*<>\n]{1,100})\|\*|\{(contactfield|ownerfield)=([^{}|<>\n]{1,100})(?:\|([^{}<>\n]{0,100}))?\}|\{(unsubscribe_url|unsubscribe_text|webview_url|webview_text|signature|tracking_pixel)\}|\{\{-?\s{0,20}([a-z_][\w.]{0,100})\s{0,20}((?:\|[^{}<>]{0,200})?)-?\}\}/gi;

/**
 * Placeholders of other programs as merge tags of ours, where it is certain what they mean. `fields` are the names of the workspace's own
 * fields; `known` says which tags are ours already.
 */
export function translateTags(text: string, fields: readonly string[], known: (tag: string) => boolean): TranslatedTags {
  const found = new Map<string, string | null>();
  const tagOf = (name: string): string | undefined => {
    const lower = name.trim().toLowerCase();
    const own = Object.hasOwn(CONTACT, lower) ? CONTACT[lower] : undefined;
    const field = fields.find((one) => one.toLowerCase() === lower);
    return own ?? (field === undefined ? undefined : `custom.${field}`);
  };
  const translated = text.replace(
    FOREIGN,
    (
      whole: string,
      mailchimp: string | undefined,
      mautic: string | undefined,
      mauticName: string | undefined,
      mauticDefault: string | undefined,
      mauticWord: string | undefined,
      name: string | undefined,
      filter: string | undefined,
    ) => {
      let to: string | null = null;
      if (mailchimp !== undefined) to = printed(MAILCHIMP[mailchimp.trim().toUpperCase()] ?? tagOf(mailchimp));
      else if (mautic !== undefined) to = mautic.toLowerCase() === 'contactfield' ? printed(tagOf(mauticName ?? ''), mauticDefault) : null;
      else if (mauticWord !== undefined) to = mauticWord.toLowerCase() === 'unsubscribe_url' ? printed('unsubscribe_url') : null;
      else if (name !== undefined) {
        if (known(name)) return whole;
        to = translateBraces(name, filter ?? '', tagOf);
        // Ours or nobody's: the checks of the template tell of it.
        if (
          to === null &&
          !/^(?:contact|params|site_settings|owner|account|mirror|update_profile|company|subscription|view_as_page)/i.test(name)
        )
          return whole;
      }
      found.set(whole, to);
      return to ?? whole;
    },
  );
  return { text: translated, tags: [...found].map(([from, to]) => ({ from, to })) };
}

function translateBraces(name: string, filter: string, tagOf: (name: string) => string | undefined): string | null {
  if (UNSUBSCRIBE.includes(name.toLowerCase())) return printed('unsubscribe_url');
  if (name.toLowerCase() === 'site_settings.company_name') return printed('workspace.name');
  const own = /^contact\.(\w+)$/i.exec(name)?.[1];
  const tag = own === undefined ? undefined : tagOf(own);
  if (tag === undefined) return null;
  if (filter.trim() === '') return printed(tag);
  const fallback = /^\|\s*default\s*(?::\s*|\(\s*)(["'])([^"'{}]*)\1\s*\)?\s*$/i.exec(filter)?.[2];
  return fallback === undefined ? null : printed(tag, fallback);
}

function printed(tag: string | undefined, fallback = ''): string | null {
  if (tag === undefined) return null;
  const plain = fallback.replace(/["\\]/g, '').trim();
  return plain === '' ? `{{ ${tag} }}` : `{{ ${tag} | default: "${plain}" }}`;
}
