/** A probability with its decimal logarithm, which stays finite where the probability itself underflows to 0. */
export interface Probability {
  readonly pValue: number
  readonly log10P: number
}
