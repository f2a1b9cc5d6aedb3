import { isGxSuite, translateSuite } from '../gx-suite.ts'
import type { Format } from './translated.ts'

/** Suites of Great Expectations, of version 0.x or 1.x. */
export const greatExpectations: Format = {
  name: 'gx',
  title: 'a suite of Great Expectations',
  mark: 'a list of expectations',
  describes: isGxSuite,
  translate: (document, { expectations }) => {
    if (!isGxSuite(document)) return []
    const { omitted, ...translated } = translateSuite(document, { expectations, params: {} })
    return [{ ...translated, omitted: omitted.map(({ type, ...omission }) => ({ what: type, ...omission })) }]
  },
}
