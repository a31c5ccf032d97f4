import { Button, CloseButton, Menu, Popover } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './FilterChips.module.css';

export interface FilterField {
  readonly key: string;
  /** How the sentence begins: "Company is", "On list", "Added after". */
  readonly phrase: string;
  /** The name in the menu: "Company". */
  readonly label: string;
  /** What to show for the value in the URL: a list's name instead of its id. */
  readonly display?: (value: string) => string;
  /** Draws the editor; `apply` sets the value and closes. */
  readonly editor: (value: string, apply: (value: string) => void) => ReactNode;
}

interface FilterChipsProps {
  fields: readonly FilterField[];
  values: Readonly<Record<string, string>>;
  onChange: (key: string, value: string | null) => void;
  onClear?: () => void;
}

/** Filters read as a sentence: "Company is Acme · On list Leads". */
export function FilterChips({ fields, values, onChange, onClear }: FilterChipsProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const active = fields.filter((field) => values[field.key]);
  const shown = fields.filter((field) => values[field.key] || field.key === adding);
  const available = fields.filter((field) => !values[field.key]);
  return (
    <div className={classes.row} role="group" aria-label="Filters">
      {shown.map((field) => (
        <FilterChip
          key={field.key}
          field={field}
          value={values[field.key] ?? ''}
          startsOpen={field.key === adding}
          onClose={() => setAdding(null)}
          onChange={(value) => onChange(field.key, value)}
        />
      ))}
      {available.length > 0 && (
        <Menu position="bottom-start" returnFocus={false}>
          <Menu.Target>
            <Button variant="subtle" color="gray" size="xs" leftSection={<IconFilter size={14} />}>
              {active.length > 0 ? 'Add filter' : 'Filter'}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {available.map((field) => (
              <Menu.Item key={field.key} onClick={() => setAdding(field.key)}>
                {field.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {active.length > 1 && onClear && (
        <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
          Clear
        </Button>
      )}
    </div>
  );
}

interface FilterChipProps {
  field: FilterField;
  value: string;
  startsOpen: boolean;
  onChange: (value: string | null) => void;
  onClose: () => void;
}

function FilterChip({ field, value, startsOpen, onChange, onClose }: FilterChipProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  const close = () => {
    setOpen(false);
    onClose();
  };
  const shown = value ? (field.display?.(value) ?? value) : '…';
  return (
    <Popover opened={isOpen} onChange={(open) => (open ? setOpen(true) : close())} position="bottom-start" trapFocus withRoles={false}>
      <Popover.Target>
        <span className={classes.chip}>
          <button
            type="button"
            className={classes.text}
            onClick={() => setOpen((open) => !open)}
            aria-expanded={isOpen}
            aria-haspopup="dialog"
          >
            <span className={classes.field}>{field.phrase}</span>
            <span className={classes.value} dir="auto">
              {shown}
            </span>
          </button>
          <CloseButton
            size="sm"
            variant="transparent"
            aria-label={`Remove filter: ${field.phrase} ${shown}`}
            onClick={() => (onChange(null), close())}
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown p="sm" miw={220}>
        {field.editor(value, (next) => {
          onChange(next || null);
          close();
        })}
      </Popover.Dropdown>
    </Popover>
  );
}
