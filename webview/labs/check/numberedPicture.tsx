import type { ComponentChildren } from 'preact';
import { numbered } from './pictures';

interface NumberedPictureProps {
  /** Rows and columns of the picture. */
  height: number;
  width: number;
  children: ComponentChildren;
}

/** A picture of a matrix with its rows and columns numbered from 0, as the book's code has them. */
export const NumberedPicture = ({ height, width, children }: NumberedPictureProps) => (
  <div class="numbered" style={{ '--rows': height }}>
    <span class="down mono" aria-hidden="true">
      {height > 1 &&
        numbered(height).map((row) => (
          <i key={row} style={{ top: `${(100 * (row + 0.5)) / height}%` }}>
            {row}
          </i>
        ))}
    </span>
    {children}
    <span class="across mono" aria-hidden="true">
      {numbered(width).map((column) => (
        <i key={column} style={{ left: `${(100 * (column + 0.5)) / width}%` }}>
          {column}
        </i>
      ))}
    </span>
  </div>
);
