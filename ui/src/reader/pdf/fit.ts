/** How large pages are drawn in a box. Pure. */

/** A way to fit: by the width alone, or so that the whole page is in sight. `largest`: 1 is the size of the paper. */
export interface Fit {
  whole: boolean;
  largest: number;
}

/** A small leaflet is not blown up to the whole width before that is asked for. */
export const AT_FIRST: Fit = { whole: false, largest: 1.4 };
export const WIDTH: Fit = { whole: false, largest: 10 };
export const PAGE: Fit = { whole: true, largest: 10 };

/** Ground around a page that fits, in CSS px. */
const MARGINS_PX = 32;
const SMALLEST = 0.1;

interface Extent {
  width: number;
  height: number;
}

/** The scale at which a page, which is so large at the scale 1, fits. */
export function scaleFor(fit: Fit, page: Extent, box: Extent): number {
  const across = (box.width - MARGINS_PX) / page.width;
  const down = (box.height - MARGINS_PX) / page.height;
  return Math.max(SMALLEST, Math.min(fit.largest, fit.whole ? Math.min(across, down) : across));
}
