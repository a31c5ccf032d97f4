/** What an uploaded image may be, and what is made of it. */
export const imageLimits = {
  /** Of one picture, as it is uploaded: the largest cameras of phones that people have, reduced by them or not. */
  pixels: 60_000_000,
  /** Of a moving one, which is looked at no further beyond. */
  frames: 1_000,
  /** A moving one stays moving up to here; beyond, its first picture is kept. */
  movingFrames: 150,
  /** All of its pictures together, as they are uploaded. */
  movingPixels: 25_000_000,
  svgBytes: 1024 * 1024,
  /** Twice the width of a message, for screens with small pixels. */
  width: 1_200,
  height: 4_000,
  /** The width of a message: a moving picture of twice the width would be too heavy for mail. */
  movingWidth: 600,
  /** What messages show it at, at most. */
  shownWidth: 600,
  /** In the library. */
  smallWidth: 400,
  /** Of one step of drawing. */
  seconds: 60,
} as const;
