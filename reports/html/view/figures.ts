import type { Categories, Chart } from '../../../src/core/chart.ts'
import type { Outcome } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { categories } from '../charts/categories.ts'
import { ecdf } from '../charts/ecdf.ts'
import { histogram } from '../charts/histogram.ts'
import { asCategories } from './discrete.ts'
import { criticalOf } from './test.ts'

/** The charts of an outcome with their captions. For a column of few values a bar each says all that curves would. */
export function figuresOf(outcome: Outcome) {
  const { charts = [] } = outcome
  const few = asCategories(charts)
  return few ? [valuesFigure(few, outcome)] : charts.map(chart => figureOf(chart, outcome))
}

function figureOf(chart: Chart, outcome: Outcome) {
  const name = nameOf(outcome)
  switch (chart.kind) {
    case 'histogram':
      return {
        caption: chart.scale === 'log' ? 'Distribution, log scale' : 'Distribution',
        area: true,
        svg: histogram(chart, { name }),
        bars: false,
        wide: false,
      }
    case 'ecdf': {
      const limit = outcome.test && criticalOf(outcome.test)
      return {
        caption: 'Cumulative share',
        area: false,
        svg: ecdf(chart, { name, limit }),
        bars: false,
        wide: false,
      }
    }
    case 'categories':
      return {
        caption: 'Share of rows per category',
        area: false,
        svg: categories(chart, { name, display: label => display(label), width: 480 }),
        bars: true,
        wide: true,
      }
  }
}

function valuesFigure(few: Categories, outcome: Outcome) {
  const svg = categories(few, { name: nameOf(outcome), kind: 'value', width: 480 })
  return { caption: 'Share of rows per value', area: false, svg, bars: true, wide: true }
}

function nameOf({ columns }: Outcome): string {
  return columns.map(column => display(column)).join(', ')
}
