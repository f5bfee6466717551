/** A strip of the page that is never cut: one line, one table row, one framed box. Sizes in mm. */
export interface Slice {
  height: number
  /** Draws with the upper left corner at (x, y). */
  draw(x: number, y: number): void
  /** Empty room above, dropped at the top of a page. */
  spaceBefore?: number
  /** The next slice must stand on the same page. */
  keepWithNext?: boolean
  /** Drawn above this slice when it opens a page (a table's head). */
  repeat?: Slice
}

/** Cuts slices into groups that must stay together. */
export function groupsOf(slices: Slice[]): Slice[][] {
  const groups: Slice[][] = []
  let group: Slice[] = []
  for (const slice of slices) {
    group.push(slice)
    if (!slice.keepWithNext) {
      groups.push(group)
      group = []
    }
  }
  if (group.length > 0) groups.push(group)
  return groups
}

/** Height of slices set under each other; the first one's `spaceBefore` only counts mid-page. */
export function heightOf(slices: Slice[], atTop: boolean): number {
  return slices.reduce(
    (sum, slice, index) =>
      sum +
      slice.height +
      (index === 0 && atTop ? (slice.repeat?.height ?? 0) : (slice.spaceBefore ?? 0)),
    0,
  )
}
