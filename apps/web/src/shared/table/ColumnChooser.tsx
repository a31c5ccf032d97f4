import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconPin, IconPinFilled } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './ColumnChooser.module.css';
import { changeColumn, type ColumnPlace, moveColumn, placesOf } from './columnLayout';
import type { DataColumn } from './columns';

interface ColumnChooserProps<Row> {
  label: string;
  columns: readonly DataColumn<Row>[];
  layout: readonly ColumnPlace[];
  onLayout: (layout: ColumnPlace[]) => void;
}

/** More than can be scanned at a glance. */
const MANY = 10;

/** Which columns are shown, in which order, and which stay while the table is scrolled sideways. */
export function ColumnChooser<Row>({ label, columns, layout, onLayout }: ColumnChooserProps<Row>) {
  const [search, setSearch] = useState('');
  const places = placesOf(columns, layout);
  const nameOf = (id: string) => columns.find((column) => column.id === id)?.header ?? id;
  const matches = (id: string) => nameOf(id).toLowerCase().includes(search.trim().toLowerCase());
  const hidden = columns.filter(({ id }) => !places.some((place) => place.id === id));
  return (
    <Popover position="bottom-end" trapFocus onClose={() => setSearch('')}>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon size="sm" aria-label={`Choose columns of ${label.toLowerCase()}`}>
            <IconColumns3 size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Columns" w={300}>
        {columns.length > MANY && (
          <TextInput
            aria-label="Find a column"
            placeholder="Find a column"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            m="sm"
            mb={0}
          />
        )}
        <ScrollArea.Autosize mah={380} type="auto">
          <Stack gap={0} p="sm" component="ul" className={classes.list} aria-label="Shown columns">
            {places
              .filter(({ id }) => matches(id))
              .map((place) => (
                <ShownColumn
                  key={place.id}
                  place={place}
                  name={nameOf(place.id)}
                  canHide={columns.find(({ id }) => id === place.id)?.canHide !== false}
                  places={places}
                  onLayout={onLayout}
                />
              ))}
          </Stack>
          {hidden.some(({ id }) => matches(id)) && (
            <Stack gap={0} px="sm" pb="sm" component="ul" className={classes.list} aria-label="Hidden columns">
              <Text component="li" size="xs" c="dimmed" pb={4}>
                Hidden
              </Text>
              {hidden
                .filter(({ id }) => matches(id))
                .map(({ id, header }) => (
                  <li key={id} className={classes.row}>
                    <Checkbox label={header} dir="auto" checked={false} onChange={() => onLayout([...places, { id }])} />
                  </li>
                ))}
            </Stack>
          )}
        </ScrollArea.Autosize>
        <Group justify="flex-end" p="xs" className={classes.foot}>
          <Button size="xs" variant="subtle" disabled={layout.length === 0} onClick={() => onLayout([])}>
            Use the standard columns
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ShownColumnProps {
  place: ColumnPlace;
  name: string;
  canHide: boolean;
  places: readonly ColumnPlace[];
  onLayout: (layout: ColumnPlace[]) => void;
}

function ShownColumn({ place, name, canHide, places, onLayout }: ShownColumnProps) {
  const { id, isPinned = false } = place;
  const index = places.findIndex((one) => one.id === id);
  const pinned = places.filter((one) => one.isPinned).length;
  const [first, last] = isPinned ? [0, pinned - 1] : [pinned, places.length - 1];
  const pin = () => onLayout(changeColumn(places, id, ({ isPinned: _was, ...rest }) => (isPinned ? rest : { ...rest, isPinned: true })));
  return (
    <li className={classes.row}>
      <Checkbox
        label={name}
        dir="auto"
        checked
        disabled={!canHide}
        onChange={() => onLayout(places.filter((one) => one.id !== id))}
        className={classes.name}
      />
      <ActionIcon size="sm" aria-label={`Move ${name} up`} disabled={index === first} onClick={() => onLayout(moveColumn(places, id, -1))}>
        <IconArrowUp size={14} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={`Move ${name} down`} disabled={index === last} onClick={() => onLayout(moveColumn(places, id, 1))}>
        <IconArrowDown size={14} />
      </ActionIcon>
      <Tooltip label={isPinned ? 'Unpin' : 'Keep in view'}>
        <ActionIcon size="sm" aria-label={`Pin ${name}`} aria-pressed={isPinned} onClick={pin}>
          {isPinned ? <IconPinFilled size={14} /> : <IconPin size={14} />}
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
