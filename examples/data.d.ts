type Row = Readonly<Record<string, string | number>>

/** Rentals, one in fifteen with a price or a place that cannot be. */
export function rentals(rows?: number, seed?: number): readonly Row[]
/** Songs, some of them twice, some without a title or a loudness. */
export function songs(rows?: number, seed?: number): readonly Row[]
/** Writes rows of the same keys as CSV. */
export function writeCsv(path: string, rows: readonly Row[]): void
