import { Button, Checkbox, Group, Input } from '@mantine/core';
import { plural } from '../../shared/format/format';
import type { Scope, ScopeEntry } from './apiKeyQueries';
import classes from './ApiKeys.module.css';
import { groupScopes, presetScopes } from './scopeWords';

interface ScopePickerProps {
  catalogue: readonly ScopeEntry[];
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error?: React.ReactNode;
  /** Scopes that may not be added, because the key is someone else's. */
  isLocked?: (scope: Scope) => boolean;
}

/** What a key may do, by resource. */
export function ScopePicker({ catalogue, value, onChange, error, isLocked = () => false }: ScopePickerProps) {
  const allowed = (scopes: readonly Scope[]) => scopes.filter((scope) => !isLocked(scope));
  return (
    <Input.Wrapper label="What it may do" labelElement="div" error={error}>
      <Group gap={6} my={6} justify="space-between">
        <Group gap={6}>
          <Button size="compact-xs" variant="default" onClick={() => onChange(allowed(presetScopes(catalogue, 'read')))}>
            Read everything
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onChange(allowed(presetScopes(catalogue, 'readWrite')))}>
            Read and write
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange([])} disabled={value.length === 0}>
            Clear
          </Button>
        </Group>
        <span className={classes.meta} role="status">
          {value.length === 0 ? 'Nothing chosen' : `${plural(value.length, 'scope')} chosen`}
        </span>
      </Group>
      <div className={classes.scopes} data-path="scopes" tabIndex={-1}>
        {groupScopes(catalogue).map(({ resource, scopes }) => (
          <fieldset key={resource} className={classes.resource}>
            <legend>{resource}</legend>
            {scopes.map(({ scope, description }) => (
              <Checkbox
                key={scope}
                size="xs"
                checked={value.includes(scope)}
                disabled={isLocked(scope)}
                label={description}
                description={scope}
                classNames={{ description: classes.scopeName, body: classes.scope, labelWrapper: classes.scopeLabel }}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(checked ? [...value, scope] : value.filter((other) => other !== scope))
                }
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Input.Wrapper>
  );
}
