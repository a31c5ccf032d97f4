import { useForm, type UseFormInput, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { isApiError, messageOf } from '../api/apiError';
import { toastError } from '../ui/toasts';
import { focusFirstError } from './focusFirstError';
import { useUnsavedWarning } from './useUnsavedWarning';

interface ServerFormInput<Values extends object> extends UseFormInput<Values> {
  initialValues: Values;
  /** Sends the values. Throwing an API error puts its field errors on the fields. */
  onSave: (values: Values) => Promise<unknown>;
  /** API field name to form field name, where they differ. */
  fieldNames?: Readonly<Record<string, string>>;
  /** Sign-in forms have nothing to lose. */
  warnsWhenUnsaved?: boolean;
}

export interface ServerForm<Values extends object> extends UseFormReturnType<Values> {
  /** Give it to `<form onSubmit>`. */
  readonly save: (event?: React.FormEvent<HTMLFormElement>) => void;
  /** Bind to the button's `loading`: save is disabled only while saving. */
  readonly isSaving: boolean;
  /** A failure that belongs to no field; show it above the button (`<FormProblem>`). */
  readonly problem: string | null;
}

/**
 * The kit's form, plus the four rules of every form here: client errors focus the first field, server field errors land on their fields
 * and the first gets focus, what belongs to no field is said above the button, and unsaved changes warn before leaving.
 * Give every input `{...form.getInputProps('name')}` and, where it is not a plain input, `data-path="name"`.
 */
export function useServerForm<Values extends object>(input: ServerFormInput<Values>): ServerForm<Values> {
  const { onSave, fieldNames = {}, warnsWhenUnsaved = true, ...options } = input;
  const form = useForm<Values>({ validateInputOnBlur: false, ...options });
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useUnsavedWarning(warnsWhenUnsaved && !isSaving && form.isDirty());

  const submit = async (values: Values) => {
    if (isSaving) return;
    setSaving(true);
    setProblem(null);
    form.clearErrors();
    try {
      await onSave(values);
      form.resetDirty();
    } catch (error) {
      const fieldErrors = fieldErrorsOf(error, fieldNames, values);
      const isOnFields = Object.keys(fieldErrors).length > 0;
      if (isOnFields) {
        form.setErrors(fieldErrors);
        focusFirstError(fieldErrors);
      } else if (isApiError(error)) {
        setProblem(messageOf(error));
      } else {
        setProblem(messageOf(error));
        toastError(error);
      }
    } finally {
      setSaving(false);
    }
  };

  const save = form.onSubmit(
    (values) => void submit(values),
    (errors) => focusFirstError(errors),
  );
  return { ...form, save, isSaving, problem };
}

/** Only errors of fields the form knows; one for an unknown field would be invisible, so then the message is shown as a whole. */
function fieldErrorsOf(error: unknown, fieldNames: Readonly<Record<string, string>>, values: object): Record<string, string> {
  if (!isApiError(error) || !error.fields) return {};
  const known = error.fields.map(({ field, message }) => [fieldNames[field] ?? field, withoutFieldName(field, message)] as const);
  return Object.fromEntries(known.filter(([field]) => (field.split('.')[0] ?? field) in values));
}

/** Under its field a message needs no name: "DefaultFromEmail must be an address" reads "This must be an address". */
function withoutFieldName(field: string, message: string): string {
  return message.toLowerCase().startsWith(`${field.toLowerCase()} `) ? `This${message.slice(field.length)}` : message;
}
