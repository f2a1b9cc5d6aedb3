/**
 * Which difference a test looks for: any, or only one direction. What 'less' and 'greater' compare is said by each
 * test; they follow SciPy with the reference as the first sample.
 */
export type Alternative = 'two-sided' | 'less' | 'greater'
