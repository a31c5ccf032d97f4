import { ImagePickerDialog } from '../../features/assets/ImagePickerDialog';
import type { ImagePicker } from '../../features/templates/imagePicker';

/** What the editors of messages borrow from the image library. */
export const imagePicker: ImagePicker = (state) => <ImagePickerDialog {...state} />;
