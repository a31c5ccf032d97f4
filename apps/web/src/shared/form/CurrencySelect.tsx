import { Select } from '@mantine/core';
import { useMemo } from 'react';

/** Every currency with its name. What a form library gives its inputs comes with the rest. */
export function CurrencySelect({ isFixed = false, ...input }: { isFixed?: boolean } & Record<string, unknown>) {
  const data = useMemo(() => {
    const names = new Intl.DisplayNames('en', { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
  }, []);
  return (
    <Select
      label="Currency"
      data={data}
      searchable
      allowDeselect={false}
      disabled={isFixed}
      description={isFixed ? 'The currency can’t be changed: the amounts would mean something else.' : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...input}
    />
  );
}
