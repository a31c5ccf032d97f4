import { SegmentedControl, Stack, Switch, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { FormSection } from '../../shared/form/FormSection';

export function AppearancePage() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isCollapsed, setCollapsed] = useLocalStorage({
    key: 'rapport-nav-collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return (
    <FormSection title="Appearance" help="Kept in this browser; it changes nothing for others.">
      <Stack gap={6}>
        <Text fw={500} id="scheme-label">
          Colour scheme
        </Text>
        <SegmentedControl
          aria-labelledby="scheme-label"
          w="fit-content"
          size="sm"
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'As the system' },
          ]}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        />
      </Stack>
      <Switch
        label="Fold the navigation to icons"
        description="Also with the [ key"
        checked={isCollapsed}
        onChange={(event) => setCollapsed(event.currentTarget.checked)}
      />
    </FormSection>
  );
}
