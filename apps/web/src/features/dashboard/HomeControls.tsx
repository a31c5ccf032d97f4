import { Button, SegmentedControl, Switch } from '@mantine/core';
import { IconLayoutDashboard } from '@tabler/icons-react';
import classes from './Dashboard.module.css';
import { PERIODS } from './periods';

interface HomeControlsProps {
  days: number;
  onDays: (days: string) => void;
  isCompared: boolean;
  onCompare: (isOn: boolean) => void;
  onArrange: () => void;
}

/** Which days the numbers are about, and the way to arrange the cards. */
export function HomeControls({ days, onDays, isCompared, onCompare, onArrange }: HomeControlsProps) {
  return (
    <div className={classes.controls}>
      <SegmentedControl
        aria-label="Period"
        className={classes.periods ?? ''}
        value={String(days)}
        onChange={onDays}
        data={PERIODS.map((period) => ({ value: String(period.days), label: period.label }))}
      />
      <Switch label="Compare with before" checked={isCompared} onChange={(event) => onCompare(event.currentTarget.checked)} />
      <Button variant="default" ml="auto" leftSection={<IconLayoutDashboard size={15} />} onClick={onArrange}>
        Arrange
      </Button>
    </div>
  );
}
