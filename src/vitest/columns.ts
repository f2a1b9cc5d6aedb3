/** The columns of the data by name, each with its type. Empty, so that any is possible, until `mlcheck types` fills it. */
// biome-ignore lint/suspicious/noEmptyInterface: a declaration of the user's project adds to it.
export interface Columns {}
