import { Radio } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { SenderFieldInput } from './SenderFieldInput';
import { SenderSignIn } from './SenderSignIn';
import classes from './SenderSettings.module.css';
import type { Sender, SenderType } from './senderQueries';
import { changedForSecret, isAskedFor, startValues, storedSecret, type SenderFormValues } from './senderForm';

interface SenderFieldsProps {
  form: UseFormReturnType<SenderFormValues>;
  types: readonly SenderType[];
  /** What is stored; null for a new one. */
  sender: Sender | null;
}

/** The kinds of sender to choose from, and the settings of the chosen one. */
export function SenderFields({ form, types, sender }: SenderFieldsProps) {
  const shown = types.find(({ type }) => type === form.values.type);
  const choose = (type: string) => {
    const next = types.find((known) => known.type === type);
    if (next) form.setValues(startValues(next, sender));
    form.clearErrors();
  };
  return (
    <>
      <Radio.Group value={form.values.type} onChange={choose} aria-label="Kind of sender">
        <div className={classes.types}>
          {types.map((type) => (
            <Radio.Card key={type.type} value={type.type} className={classes.type}>
              <Radio.Indicator size="xs" mt={2} />
              <span className={classes.typeWords}>
                <span className={classes.typeName}>{type.label}</span>
                <span className={classes.typeText}>{type.description}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {shown?.fields
        .filter((field) => isAskedFor(field, form.values.config))
        .map((field) => {
          const stored = sender && storedSecret(sender, shown.type, field.key);
          const key = `${shown.type}-${field.key}`;
          if (field.isGranted)
            return (
              <SenderSignIn
                key={key}
                type={shown}
                field={field}
                stored={stored}
                accountId={sender?.account?.id ?? null}
                isChanged={form.isDirty()}
              />
            );
          const changed = sender ? changedForSecret(shown, sender, field, form.values.config) : [];
          return <SenderFieldInput key={key} field={field} form={form} stored={stored} changedForSecret={changed} />;
        })}
    </>
  );
}
