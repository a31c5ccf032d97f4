import { createContext, type ReactNode } from 'react';

/** An image as a message shows it: `width` and `height` in CSS pixels, `url` absolute. */
export interface PlacedImage {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** Draws the dialog in which an image is chosen. */
export type ImagePicker = (state: { isOpen: boolean; onClose: () => void; onPick: (image: PlacedImage) => void }) => ReactNode;

/** Null where an editor has no image library at hand: it then has no button for it. */
export const ImagePickerContext = createContext<ImagePicker | null>(null);
