import { lazy, Suspense } from 'react';
import type { ImagePicker } from '../../features/templates/imagePicker';

const ImagePickerDialog = lazy(async () => ({
  default: (await import('../../features/assets/ImagePickerDialog')).ImagePickerDialog,
}));

/** What the editors of messages borrow from the image library, when it is opened. */
export const imagePicker: ImagePicker = (state) =>
  state.isOpen ? (
    <Suspense fallback={null}>
      <ImagePickerDialog {...state} />
    </Suspense>
  ) : null;
