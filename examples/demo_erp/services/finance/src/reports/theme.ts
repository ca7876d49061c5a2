/** Colours and spacing of the printed statements and charts. */

export const theme = {
  ink: 'rgba(20, 24, 31, 0.92)',
  grid: { color: '#0b5d3b', alpha: 0.14 },
  watermarkOpacity: 0.05,
  margin: 7.5, // millimetres
};

/** The shade of a heat map's cell. */
export function shade(level: number): string {
  return `rgba(11, 93, 59, ${(0.15 * level).toFixed(2)})`;
}
