import { lnChoose } from './binomial.ts'

/**
 * Natural logarithm of the probability that the distribution function of n values exceeds the true one by D somewhere,
 * by Smirnov's formula: a sum of n (1 − D) positive terms.
 *
 * @see Birnbaum & Tingey 1951, doi:10.1214/aoms/1177729550
 */
export function lnSmirnovSurvival(statistic: number, n: number): number {
  if (statistic <= 0) return 0
  let [largest, sum] = [Number.NEGATIVE_INFINITY, 0]
  for (let j = 0; j <= Math.floor(n * (1 - statistic)); j++) {
    const rest = 1 - statistic - j / n
    if (rest <= 0) break
    const term = lnChoose(n, j) + (j - 1) * Math.log(statistic + j / n) + (n - j) * Math.log(rest)
    if (term <= largest) {
      sum += Math.exp(term - largest)
    } else {
      sum = sum * Math.exp(largest - term) + 1
      largest = term
    }
  }
  return Math.min(0, Math.log(statistic) + largest + Math.log(sum))
}
