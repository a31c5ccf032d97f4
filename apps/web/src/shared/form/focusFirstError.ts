/** Focuses the first field with an error in reading order. The kit marks inputs with `data-path`. Waits a frame, until the errors are drawn. */
export function focusFirstError(errors: Readonly<Record<string, unknown>>): void {
  requestAnimationFrame(() => {
    const fields = Array.from(document.querySelectorAll<HTMLElement>('[data-path]'));
    const first = fields.find((field) => errors[field.dataset.path ?? '']);
    first?.focus();
    first?.scrollIntoView({ block: 'nearest' });
  });
}
