/** ESLint rule: whoever switches a rule off says why, after `--`: `// eslint-disable-next-line no-console -- the reason`. */

/** @type {import('eslint').Rule.RuleModule} */
export const describedSuppressions = {
  meta: { type: 'suggestion', schema: [], messages: { missing: 'Say why the rule is switched off: add ` -- ` and the reason.' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*eslint-disable/.test(comment.value) || / -- \S/.test(comment.value)) continue;
          if (comment.loc) context.report({ loc: comment.loc, messageId: 'missing' });
        }
      },
    };
  },
};
