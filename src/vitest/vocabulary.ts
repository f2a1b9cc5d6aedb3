import * as exported from '../../expectations/index.ts'
import type { Expectation } from '../core/expectation.ts'

/** All expectations by name, as modules export them. */
export type Vocabulary = typeof exported

/** Every expectation that comes with the tool. */
export const vocabulary: readonly Expectation[] = Object.values(exported)
