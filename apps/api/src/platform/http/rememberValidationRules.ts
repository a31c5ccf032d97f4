import { getMetadataStorage } from 'class-validator';

let isRemembered = false;

/**
 * class-validator gathers the rules of a class anew for every object it checks, and looks through the rules of all other classes for
 * those the class inherits from: with two hundred classes that was most of the time a check took. Rules do not change once a class is
 * declared, so they are gathered once.
 */
export function rememberValidationRules(): void {
  if (isRemembered) return;
  isRemembered = true;
  const storage = getMetadataStorage();
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  type Rules = ReturnType<typeof gather>;
  const known = new Map<unknown, Map<string, Rules>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (groups && groups.length > 0) return gather(target, schema, always, strictGroups, groups);
    const ofTarget = known.get(target) ?? new Map<string, Rules>();
    known.set(target, ofTarget);
    const how = `${schema}|${always}|${strictGroups}`;
    const rules = ofTarget.get(how) ?? gather(target, schema, always, strictGroups, groups);
    ofTarget.set(how, rules);
    return rules;
  };
}
