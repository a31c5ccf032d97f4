import { use, useState, type ReactNode } from 'react';
import { ImagePickerContext, type PlacedImage } from './imagePicker';

interface ImageButtonProps {
  onInsert: (image: PlacedImage) => void;
  /** Draws the button; gets what it needs to open the library. */
  children: (button: { onClick: () => void; 'aria-haspopup': 'dialog' }) => ReactNode;
}

/** Opens the image library; nothing where there is none at hand. */
export function ImageButton({ onInsert, children }: ImageButtonProps) {
  const picker = use(ImagePickerContext);
  const [isOpen, setOpen] = useState(false);
  if (!picker) return null;
  return (
    <>
      {children({ onClick: () => setOpen(true), 'aria-haspopup': 'dialog' })}
      {picker({ isOpen, onClose: () => setOpen(false), onPick: onInsert })}
    </>
  );
}
