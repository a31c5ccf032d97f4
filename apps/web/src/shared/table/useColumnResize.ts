import { type PointerEvent, useRef, useState } from 'react';
import { fitWidth } from './columnLayout';

/** The right edge of a column header, drawn with a pointer. The column is as wide as the pointer says once it is let go; meanwhile a line shows where. */
export function useColumnResize(onWidth: (width: number) => void) {
  const [isResizing, setResizing] = useState(false);
  const start = useRef({ x: 0, width: 0 });
  const widthAt = (event: PointerEvent) => fitWidth(start.current.width + event.clientX - start.current.x);
  const end = (event: PointerEvent<HTMLElement>) => {
    setResizing(false);
    event.currentTarget.style.transform = '';
  };
  return {
    isResizing,
    handle: {
      'data-resizing': isResizing || undefined,
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? 0 };
        setResizing(true);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (isResizing) event.currentTarget.style.transform = `translateX(${widthAt(event) - start.current.width}px)`;
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (!isResizing) return;
        end(event);
        if (event.clientX !== start.current.x) onWidth(widthAt(event));
      },
      onPointerCancel: end,
    },
  };
}
