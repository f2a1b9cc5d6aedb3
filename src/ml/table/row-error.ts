import { UserError } from '../../core/errors.ts'

/** What is wrong with a row of a table. */
export class RowError extends UserError {
  readonly #row: number
  readonly #about: (row: number) => string

  /**
   * @param row its position, from 0
   * @param about a sentence about the row of a number
   */
  constructor(row: number, about: (row: number) => string, hint?: string) {
    super(about(row), hint === undefined ? {} : { hint })
    this.#row = row
    this.#about = about
  }

  /** The same about the row of a larger table that the table's row is. */
  moved(to: (row: number) => number): RowError {
    return new RowError(to(this.#row), this.#about, this.hint)
  }
}
