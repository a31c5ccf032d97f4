/** The part of Liquid that Rapport speaks. What is not named here does not exist for a template, in the checks as in the renderer. */

export const TEMPLATE_FILTERS = [
  'abs', 'append', 'at_least', 'at_most', 'capitalize', 'ceil', 'compact', 'date', 'default', 'divided_by', 'downcase', 'escape',
  'first', 'floor', 'join', 'last', 'lstrip', 'minus', 'modulo', 'plus', 'prepend', 'remove', 'remove_first', 'replace',
  'replace_first', 'reverse', 'round', 'rstrip', 'size', 'slice', 'sort', 'split', 'strip', 'strip_html', 'strip_newlines', 'times',
  'truncate', 'truncatewords', 'uniq', 'upcase', 'url_encode',
] as const;

/** Each block with its closing tag, or null for a tag that stands alone. */
export const TEMPLATE_BLOCKS: Readonly<Record<string, string | null>> = {
  if: 'endif',
  unless: 'endunless',
  case: 'endcase',
  for: 'endfor',
  comment: 'endcomment',
  assign: null,
  cycle: null,
  break: null,
  continue: null,
};

/** Which blocks a branch word may stand in. */
export const TEMPLATE_BRANCHES: Readonly<Record<string, readonly string[]>> = {
  elsif: ['if', 'unless'],
  else: ['if', 'unless', 'case', 'for'],
  when: ['case'],
};
