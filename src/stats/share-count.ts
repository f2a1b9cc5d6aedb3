/** How many rows of a sample have a property, and how many rows it has. */
export interface ShareCount {
  readonly count: number
  readonly of: number
}
